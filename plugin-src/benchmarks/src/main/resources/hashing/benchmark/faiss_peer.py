"""Searches binary codes with Faiss, one request a line on the standard input, one answer a line.

Arguments: the codes and the queries, .u8bin files. Requests and answers:

  build INDEX          flat, multihash or hnsw             {"seconds": s}
  nearest INDEX K      each query by itself                {"nanos": [...], "ids": [[...]], "distances": [[...]]}
  within INDEX RADIUS  the same, distances up to RADIUS
  batch INDEX K        all queries in one call             {"nanos": [n]}
"""

import json
import sys
import time

import faiss
import numpy as np


def read(name):
    rows, columns = np.fromfile(name, dtype="<i4", count=2)
    return np.fromfile(name, dtype=np.uint8, offset=8).reshape(rows, columns)


def build(kind, codes):
    bits = codes.shape[1] * 8
    if kind == "flat":
        index = faiss.IndexBinaryFlat(bits)
    elif kind == "multihash":
        # Keys of about log2(n) bits, as Faiss's own wiki advises; all keys one flip away are visited too.
        width = min(24, max(8, int(np.log2(len(codes)))))
        index = faiss.IndexBinaryMultiHash(bits, bits // width, width)
        index.nflip = 1
    elif kind == "hnsw":
        index = faiss.IndexBinaryHNSW(bits, 16)
        index.hnsw.efSearch = 64
    else:
        raise ValueError("unknown index " + kind)
    index.add(codes)
    return index


def timed(search, queries):
    nanos, ids, distances = [], [], []
    for i in range(len(queries)):
        query = queries[i : i + 1]
        start = time.perf_counter_ns()
        found = search(query)
        nanos.append(time.perf_counter_ns() - start)
        distances.append(found[-2].reshape(-1).astype(int).tolist())
        ids.append(found[-1].reshape(-1).astype(int).tolist())
    return {"nanos": nanos, "ids": ids, "distances": distances}


def answer(request, indices, codes, queries):
    if request[0] == "build":
        start = time.perf_counter()
        indices[request[1]] = build(request[1], codes)
        return {"seconds": time.perf_counter() - start}
    index, number = indices[request[1]], int(request[2])
    if request[0] == "nearest":
        return timed(lambda query: index.search(query, number), queries)
    if request[0] == "within":
        # Faiss returns what is strictly nearer.
        return timed(lambda query: index.range_search(query, number + 1), queries)
    start = time.perf_counter_ns()
    index.search(queries, number)
    return {"nanos": [time.perf_counter_ns() - start]}


def main():
    faiss.omp_set_num_threads(1)
    codes, queries = read(sys.argv[1]), read(sys.argv[2])
    options = getattr(faiss, "get_compile_options", lambda: "")()
    print(json.dumps({"faiss": faiss.__version__, "options": options.strip()}), flush=True)
    indices = {}
    for line in sys.stdin:
        print(json.dumps(answer(line.split(), indices, codes, queries)), flush=True)


main()
