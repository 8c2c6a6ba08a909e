"""The peer of volume.sh: makes the surfaces, and sums share x (DSM - DTM) with rasterio and numpy.

Shares by rasterising the polygon at 4 x 4 subcells, as is usual there; exact shares would cost it more.
"""
import json
import sys

import numpy as np
import rasterio
from rasterio.features import rasterize
from rasterio.transform import from_origin
from rasterio.windows import Window

CELL, EAST, NORTH = 0.1, 500000.0, 4490000.0


def make(n):
    half = n * CELL / 2
    transform = from_origin(EAST - half, NORTH + half, CELL, CELL)
    profile = dict(driver="GTiff", width=n, height=n, count=1, dtype="float32", crs="EPSG:4546", transform=transform,
                   nodata=-9999, tiled=True, blockxsize=256, blockysize=256, compress="deflate")
    radius = 300.0 * n / 10000
    x = (np.arange(n) + 0.5) * CELL - half
    with rasterio.open(f"dsm{n}.tif", "w", **profile) as dsm, rasterio.open(f"dtm{n}.tif", "w", **profile) as dtm:
        for top in range(0, n, 256):
            rows = min(256, n - top)
            y = half - (np.arange(top, top + rows) + 0.5) * CELL
            ground = (1000 + 0.01 * x[None, :] + 0.005 * y[:, None]).astype("float32")
            pile = np.maximum(0, 40 * (1 - np.hypot(x[None, :], y[:, None]) / radius)).astype("float32")
            window = Window(0, top, n, rows)
            dtm.write(ground, 1, window=window)
            dsm.write(ground + pile, 1, window=window)
    angles = np.linspace(0, 2 * np.pi, 721)
    ring = [[EAST + radius * np.cos(a), NORTH + radius * np.sin(a)] for a in angles]
    ring[-1] = ring[0]
    with open(f"toe{n}.geojson", "w") as out:
        json.dump({"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4546"}},
                   "features": [{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}]}, out)


def total(n):
    with open(f"toe{n}.geojson") as f:
        toe = json.load(f)["features"][0]["geometry"]
    with rasterio.open(f"dsm{n}.tif") as a, rasterio.open(f"dtm{n}.tif") as b:
        dsm, dtm, t = a.read(1), b.read(1), a.transform
    share = np.zeros((n, n), "float32")
    fine = 4
    for top in range(0, n, 500):
        rows = min(500, n - top)
        part = rasterize([toe], (rows * fine, n * fine), transform=t * t.translation(0, top) * t.scale(1 / fine), dtype="uint8")
        share[top:top + rows] = part.reshape(rows, fine, n, fine).mean(axis=(1, 3))
    d = (dsm - dtm).astype("float64")
    d[(dsm == -9999) | (dtm == -9999)] = 0
    area = CELL * CELL
    print(json.dumps({"fill_m3": float((share * np.maximum(d, 0)).sum() * area), "cut_m3": float((share * np.maximum(-d, 0)).sum() * area)}, indent=1))


if __name__ == "__main__":
    {"make": make, "sum": total}[sys.argv[1]](int(sys.argv[2]))
