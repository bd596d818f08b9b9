import { ADDRESS_LIMITS } from "../admin/lib/address"
import { REF_NR_LENGTH } from "../admin/lib/validation"
import { CALLS, limitOf } from "../paygate"

const { updateAddress, updateReference } = CALLS

it("the dashboard's fields are as long as the parameters they become", () => {
  const { request } = updateAddress
  const limits = (prefix: "bd" | "sd", street: number) => ({
    first_name: limitOf(request[`${prefix}FirstName`]),
    last_name: limitOf(request[`${prefix}LastName`]),
    company: limitOf(request[`${prefix}Company`]),
    address_1: limitOf(request[`${prefix}Street`]) + street,
    address_2: street,
    postal_code: limitOf(request[`${prefix}Zip`]),
    city: limitOf(request[`${prefix}City`]),
    province: limitOf(request[`${prefix}Region`]),
    phone: limitOf(request[`${prefix}Phone`]),
  })
  expect(ADDRESS_LIMITS).toEqual(limits("bd", limitOf(request.bdAddressAddition)))
  expect(ADDRESS_LIMITS).toEqual(limits("sd", limitOf(request.sdAddressAdition)))
  expect(REF_NR_LENGTH).toBe(limitOf(updateReference.request.RefNr))
})
