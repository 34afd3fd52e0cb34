"""Makes `support/reading/french_towns.tsv` anew, when Insee's list of communes has changed.

npm pack @etalab/decoupage-administratif && tar xzf etalab-decoupage-administratif-*.tgz
.venv/bin/python scripts/french_towns.py package/data/communes.json
"""

import json
import sys
from pathlib import Path

TOWNS = Path(__file__).parents[1] / "support" / "reading" / "french_towns.tsv"
FEWEST_INHABITANTS = 2000
SOURCE = (
    "# Communes of France: name, inhabitants. Insee by @etalab/decoupage-administratif, Licence Ouverte 2.0."
)


def main(communes: Path) -> None:
    """Keep the communes of some size, the largest of those that share a name."""
    inhabitants: dict[str, int] = {}
    for commune in json.loads(communes.read_text(encoding="utf-8")):
        if commune["type"] == "commune-actuelle" and commune.get("population", 0) >= FEWEST_INHABITANTS:
            name = commune["nom"]
            inhabitants[name] = max(commune["population"], inhabitants.get(name, 0))
    lines = [SOURCE, *(f"{name}\t{count}" for name, count in sorted(inhabitants.items()))]
    TOWNS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
