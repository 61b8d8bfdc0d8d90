"""OTLP's JSON form of requests, made by protobuf's own printer."""
import base64
import json

from google.protobuf import json_format


def as_json(request):
    """A request in JSON. Ids are hexadecimal in OTLP, where protobuf's printer writes Base64."""
    return json.dumps(with_hexadecimal_ids(json_format.MessageToDict(request))).encode()


def with_hexadecimal_ids(value):
    """The same, with the ids of exemplars rewritten."""
    if isinstance(value, list):
        return [with_hexadecimal_ids(element) for element in value]
    if isinstance(value, dict):
        return {
            key: base64.b64decode(inner).hex() if key in ("traceId", "spanId") else with_hexadecimal_ids(inner)
            for key, inner in value.items()
        }
    return value
