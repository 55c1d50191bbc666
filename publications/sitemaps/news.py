"""The news site map: what was first released within two days, as Google asks for it
(schemas/sitemap-news/0.9). What came with an archive is no news.

A map without an address is none (sitemaps.org's schema) and is reported as broken, so
in quieter weeks it holds the latest text, of which it tells no news.
"""

from datetime import timedelta

from publications.mission import mission_name

from .ours import OnSite, texts_of_ours

IS_NEWS = timedelta(days=2)
# Chinese alone is told with its script's country; ISO 639 for the others.
CHINESE = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}


class News(OnSite):
    # What Google reads of one file: the newest.
    limit = 1000
    may_be_empty = True

    def items(self):
        texts = texts_of_ours(self.at).without_archived()
        texts = texts.select_related("text", "revision__address").only(
            "first_released_at",
            "language",
            "text__language",
            "text__year",
            "revision__title",
            "revision__address__slug",
        )
        fresh = texts.filter(first_released_at__gt=self.at - IS_NEWS)
        return list(fresh[: self.limit]) or list(texts[:1])

    def get_urls(self, page=1, site=None, protocol=None):
        urls = super().get_urls(page, site, protocol)
        for url in urls:
            edition = url["item"]
            url["is_news"] = edition.first_released_at > self.at - IS_NEWS
            url["publication"] = mission_name(edition.language)
            url["language"] = _iso_639(edition.language)
        return urls


def _iso_639(code: str) -> str:
    return CHINESE.get(code) or code.partition("-")[0]
