export { buildArticleList, type ArticleListOptions } from "./build"
export { categoryIdsOf, type CategoryNames } from "./category-path"
export { fitToLimit } from "./fit"
export { ARTICLE_LIST_FIELDS, type ArticleListSource, type SourceItem } from "./source"
