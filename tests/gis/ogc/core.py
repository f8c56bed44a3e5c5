"""What the tests of Core ask for."""

ITEMS = "/ogc/collections/fields/items"
PATHS = "/ogc/collections/paths/items"


def rels(document) -> dict[str, list[dict]]:
    """The links of a document by relation."""
    found: dict[str, list[dict]] = {}
    for link in document["links"]:
        found.setdefault(link["rel"], []).append(link)
    return found


def features(client, address=ITEMS, **query) -> list[dict]:
    answer = client.get(address, query_string={"limit": 1000} | query)
    assert answer.status_code == 200, answer.text
    return answer.json["features"]


def operation(client, path: str) -> dict:
    return client.get("/ogc/api").json["paths"][path]["get"]


def parameter(client, path: str, name: str) -> dict:
    definition = client.get("/ogc/api").json
    shared = definition["components"]["parameters"]
    listed = definition["paths"][path]["get"]["parameters"]
    resolved = [shared[each["$ref"].rsplit("/", 1)[-1]] if "$ref" in each else each for each in listed]
    return next(each for each in resolved if each["name"] == name)
