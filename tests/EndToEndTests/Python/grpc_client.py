"""A client that knows nothing of the platform but its protos: submits an address, watches, gets, pulls the capture.

usage: grpc_client.py FETCH STORE URL SECONDS
Prints one JSON object.
"""
import hashlib
import json
import sys
import time

import grpc
from google.protobuf import field_mask_pb2
from newsplatform.fetch.v1 import fetch_service_pb2 as fetch_pb
from newsplatform.fetch.v1 import fetch_service_pb2_grpc as fetch_grpc
from newsplatform.store.v1 import store_service_pb2 as store_pb
from newsplatform.store.v1 import store_service_pb2_grpc as store_grpc
from newsplatform.type.v1 import page_pb2

fetch_address, store_address, url, seconds = sys.argv[1:5]
end = time.time() + float(seconds)
fetch = fetch_grpc.FetchServiceStub(grpc.insecure_channel(fetch_address))
store = store_grpc.StoreServiceStub(grpc.insecure_channel(store_address))

# Watching begins before anything is submitted, so nothing can be missed.
watching = store.WatchChanges(store_pb.WatchChangesRequest(from_position=-1), timeout=float(seconds))
watching.initial_metadata()
submitted = fetch.SubmitUrl(fetch_pb.SubmitUrlRequest(url=url, request_id="python-" + url), timeout=30)
change = next(c for c in watching if c.article.url == submitted.url)
watching.cancel()

trace = fetch.TraceUrl(fetch_pb.TraceUrlRequest(url=url), timeout=30)
while trace.outcome == page_pb2.OUTCOME_PENDING and time.time() < end:
    time.sleep(0.1)
    trace = fetch.TraceUrl(fetch_pb.TraceUrlRequest(url=url), timeout=30)

article = store.GetArticle(store_pb.GetArticleRequest(name=change.article.name), timeout=30)
masked = store.LookupArticle(
    store_pb.LookupArticleRequest(url=url, read_mask=field_mask_pb2.FieldMask(paths=["name", "title"])), timeout=30)
digest = hashlib.sha256()
largest = 0
for chunk in fetch.DownloadCapture(fetch_pb.DownloadCaptureRequest(name=article.provenance.capture), timeout=30):
    digest.update(chunk.data)
    largest = max(largest, len(chunk.data))

try:
    store.GetArticle(store_pb.GetArticleRequest(name="articles/none"), timeout=30)
    missing = "OK"
except grpc.RpcError as error:
    missing = error.code().name

print(json.dumps({
    "position": change.position,
    "kind": store_pb.ChangeKind.Name(change.kind),
    "outcome": page_pb2.Outcome.Name(trace.outcome),
    "steps": [step.step for step in trace.steps],
    "name": article.name,
    "title": article.title,
    "text": article.text,
    "revision": article.revision,
    "masked": sorted(field.name for field, _ in masked.ListFields()),
    "sha256": digest.hexdigest(),
    "largest_chunk": largest,
    "missing": missing,
}))
