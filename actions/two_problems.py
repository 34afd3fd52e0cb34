"""A sentence that tells two problems: both are named, the urgent one is answered first."""

from collections.abc import Sequence

from actions.articles import Article, Catalogue
from actions.turn import Turn
from actions.understanding import Ranked
from support.escalation import PHONE_HELPS


def told(turn: Turn) -> tuple[Article, Article] | None:
    """The articles of two problems told in one sentence, the urgent one first; None when there is but one."""
    return in_order(turn.understanding.problems, turn.catalogue)


def in_order(problems: Sequence[Ranked], catalogue: Catalogue) -> tuple[Article, Article] | None:
    """The two problems to name among those recognised.

    Two troubles at the station make one declaration, so they count as one.
    """
    articles = [catalogue[topic.name] for topic in problems if topic.name in catalogue]
    urgent = [article for article in articles if article.flow in PHONE_HELPS]
    others = [article for article in articles if article.flow not in PHONE_HELPS]
    named = [*urgent[:1], *others]
    return (named[0], named[1]) if len(named) > 1 else None
