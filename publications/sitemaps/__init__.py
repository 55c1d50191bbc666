"""Site maps: an index, live texts by language and year, the site's own pages, news.

Built at the request from what is live, under the site's own address whatever host was
asked. Tests: tests/test_sitemaps.py.
"""

from .answers import index, latest_news, pages_of_site, texts_of_year

__all__ = ["index", "latest_news", "pages_of_site", "texts_of_year"]
