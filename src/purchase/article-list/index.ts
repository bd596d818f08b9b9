export { buildArticleList } from "./build"
export { categoryIdsOf, type CategoryNames } from "./category-path"
export { decimalOf } from "./totals"
export { ARTICLE_LIST_FIELDS, type ArticleListSource, type SourceItem } from "./source"
