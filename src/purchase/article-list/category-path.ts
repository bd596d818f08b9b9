import type { ArticleListSource, SourceCategory, SourceItem } from "./source"
import { cleanText } from "./text"

/** Klarna's limit for `category_path`. */
const MAX_CATEGORY_PATH = 750

/** Category id → name. */
export type CategoryNames = ReadonlyMap<string, string>

/**
 * The ids of all categories on the paths to the source's products. Medusa reads one parent of a category and no more,
 * so the names of the others take a query of their own, whose result `buildArticleList` takes as `categoryNames`.
 */
export function categoryIdsOf(source: ArticleListSource): string[] {
  const items = (source.items ?? []).filter((item) => item != null)
  return [...new Set(items.flatMap((item) => visibleCategories(item).flatMap(idsFromRoot)))]
}

/** The longest path of names to a category of the item that shoppers can see. */
export function categoryPath(item: SourceItem, names: CategoryNames): string | undefined {
  const paths = visibleCategories(item).map((category) => namesFromRoot(category, names))
  const longest = paths.reduce((best, path) => (path.length > best.length ? path : best), [])
  return cleanText(longest.join(" > "), MAX_CATEGORY_PATH)
}

function visibleCategories({ product }: SourceItem): SourceCategory[] {
  return (product?.categories ?? [])
    .filter((category) => category != null)
    .filter(({ is_active, is_internal }) => is_active !== false && is_internal !== true)
}

/** Medusa keeps the ids from the root down to the category itself in `mpath`, separated by dots. */
function idsFromRoot({ mpath, id }: SourceCategory): string[] {
  return mpath?.split(".") ?? (id ? [id] : [])
}

function namesFromRoot(category: SourceCategory, names: CategoryNames): string[] {
  const { parent_category: parent } = category
  const ancestors = idsFromRoot(category).filter((id) => id !== category.id)
  const above = ancestors.map((id) => names.get(id) ?? (id === parent?.id ? parent.name : undefined))
  return [...(ancestors.length > 0 ? above : [parent?.name]), category.name]
    .map((name) => cleanText(name))
    .filter((name) => name !== undefined)
    .map(withoutSeparator)
}

/** ">" separates the names, so inside a name it would invent a level. */
function withoutSeparator(name: string): string {
  return name.replaceAll(">", "/")
}
