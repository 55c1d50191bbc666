"""The feed of each list in three forms: whole texts under ids that never change.

    feed_of(lists.of_topic)  is the view of  /en/topics/water/feed.rss, .atom, .json

`pages` finds which items a document holds, by their ids alone; `documents` keeps what
was written for these ids; only where nothing is kept, `items` reads them and `rss`,
`atom` or `json_feed` writes them, with the text as `content` makes it. Of a list whose
items aren't texts by release, only `pages` differs.
"""

from .corrections import feed_of_corrections
from .searching import feed_of_search
from .view import feed_of

__all__ = ["feed_of", "feed_of_corrections", "feed_of_search"]
