"""The original programs on the files that `encoders --files FOLDER` wrote: one line of JSON for each program and file, to
be given back by `encoders --peers LINES`. Arguments: FOLDER, then those of imagehash, blockhash-python and simhash's
sources, and the library built from pdq_peer.cpp. One thread.
"""
import ctypes
import json
import os
import sys
import time
from pathlib import Path

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"
FOLDER = Path(sys.argv[1])
sys.path[:0] = sys.argv[2:5]
PDQ = ctypes.CDLL(sys.argv[5])

import blockhash  # noqa: E402
import imagehash  # noqa: E402
import simhash  # noqa: E402
from PIL import Image  # noqa: E402


def pdq(image):
    out = ctypes.create_string_buffer(65)
    PDQ.pdq_of_rgb(image.convert("RGB").tobytes(), image.height, image.width, out)
    return out.value.decode()


def opened(hashed):
    return lambda path: hashed(Image.open(path))


def block(image):
    image.load()
    return blockhash.blockhash(image if image.mode == "RGB" else image.convert("RGB"), 16)


PICTURES = {"imagehash-phash": opened(lambda i: str(imagehash.phash(i))),
            "imagehash-phash-16": opened(lambda i: str(imagehash.phash(i, hash_size=16))),
            "imagehash-dhash": opened(lambda i: str(imagehash.dhash(i))),
            "imagehash-dhash-vertical": opened(lambda i: str(imagehash.dhash_vertical(i))),
            "imagehash-average-hash": opened(lambda i: str(imagehash.average_hash(i))),
            "imagehash-whash": opened(lambda i: str(imagehash.whash(i))),
            "pdq": opened(pdq), "blockhash-256": opened(block)}
TEXTS = {"python-simhash-2": lambda path: format(simhash.Simhash(path.read_text()).value, "016x")}


def measured(model, hashed, path):
    code, times = hashed(path), []
    end = time.perf_counter() + 0.7
    while time.perf_counter() < end or len(times) < 2:
        start = time.perf_counter()
        hashed(path)
        times.append(time.perf_counter() - start)
    print(json.dumps({"model": model, "file": path.name, "code": code, "runs": len(times),
                      "per_second": round(len(times) / sum(times), 2)}), flush=True)


for file in sorted(FOLDER.iterdir()):
    if file.name.endswith((".png", ".jpg")):
        for key, value in PICTURES.items():
            measured(key, value, file)
    elif file.suffix == ".txt":
        for key, value in TEXTS.items():
            measured(key, value, file)
