"""A sentence that tells two problems: both are named, the urgent one is answered first."""

from actions.articles import Article
from actions.turn import Turn
from support.escalation import PHONE_HELPS


def told(turn: Turn) -> tuple[Article, Article] | None:
    """The articles of two problems told in one sentence, the urgent one first; None when there is but one.

    Two troubles at the station make one declaration, so they count as one.
    """
    articles = [
        turn.catalogue[topic.name] for topic in turn.understanding.problems if topic.name in turn.catalogue
    ]
    urgent = [article for article in articles if article.flow in PHONE_HELPS]
    others = [article for article in articles if article.flow not in PHONE_HELPS]
    in_order = [*urgent[:1], *others]
    return (in_order[0], in_order[1]) if len(in_order) > 1 else None
