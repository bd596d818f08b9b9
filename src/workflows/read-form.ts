export { parseForm as readForm } from "../paygate"
