from tests.api.conftest import Client, texts


async def test_a_visitor_opens_says_something_and_reads_the_answer(visitor: Client) -> None:
    opened = await visitor.open()
    assert opened.status_code == 201
    await visitor.settled(1)

    sent = await visitor.say("la charge ne démarre pas")

    assert sent.status_code == 202, sent.text
    assert texts(await visitor.settled(3)) == [
        ("bot", "Vous avez dit : <open>"),
        ("driver", "la charge ne démarre pas"),
        ("bot", "Vous avez dit : la charge ne démarre pas"),
    ]
