import pytest
from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.tokenizers.tokenizer import Token
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bump_engine.sentence_embedding import EMBEDDING_SIZE
from comparison.embedding_featurizer import EmbeddingFeaturizer


@pytest.fixture
def featurizer() -> EmbeddingFeaturizer:
    context = ExecutionContext(GraphSchema({}), node_name="embedding")
    return EmbeddingFeaturizer.create(EmbeddingFeaturizer.get_default_config(), None, None, context)


def message(text: str, *tokens: str) -> Message:
    return Message({TEXT: text, TOKENS_NAMES[TEXT]: [Token(token, text.index(token)) for token in tokens]})


def test_a_sentence_gets_its_embedding_and_its_words_get_nothing(featurizer) -> None:
    told = message("prix du kWh", "prix", "du", "kWh")

    featurizer.process([told])

    of_words, of_sentence = told.get_dense_features(TEXT)
    assert of_words.features.shape == (3, EMBEDDING_SIZE)
    assert not of_words.features.any()
    assert of_sentence.features.shape == (1, EMBEDDING_SIZE)
    assert of_sentence.features.any()


def test_a_message_without_a_word_gets_nothing(featurizer) -> None:
    silent = message("")

    featurizer.process([silent])

    assert silent.get_dense_features(TEXT) == (None, None)
