#!/usr/bin/python3
"""read.py RASTER: GDAL reads all bands of a raster in two processes, a half each, by rows of blocks: the limit of every survey."""
import multiprocessing, sys, rasterio
from rasterio.windows import Window

def half(which):
    with rasterio.open(sys.argv[1]) as d:
        rows = list(range(0, d.height, d.block_shapes[0][0]))
        middle = len(rows) // 2
        for r in rows[:middle] if which == 0 else rows[middle:]:
            d.read(window=Window(0, r, d.width, min(d.block_shapes[0][0], d.height - r)))

if __name__ == '__main__':
    with multiprocessing.Pool(2) as pool: pool.map(half, [0, 1])
