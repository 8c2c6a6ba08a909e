#!/usr/bin/python3
"""observe_exact.py SITES OURS.csv SCENE [SITE...]: the same statistics by another way, for some sites of the first scene: shares of
the pixels as GEOS intersects them (through OGR), sums by numpy, quantiles by exactextract's formula (weighted_quantiles.cpp).
Prints the largest relative difference; ends with 1 above 1e-6. Needs python3-gdal, python3-fiona, python3-rasterio."""
import csv, math, sys, fiona, numpy as np, rasterio
from osgeo import ogr
sites, ours, scene, *chosen = sys.argv[1:]; chosen = [int(c) for c in chosen] or [0, 17, 98]
table = {(int(r['site']), int(r['band'])): r for r in csv.DictReader(open(ours)) if r['scene'] == '0'}
with fiona.open(sites) as f: shapes = [[tuple(p) for p in feature['geometry']['coordinates'][0]] for feature in f]
worst = 0
def quantile(v, w, share):
    order = np.lexsort((w, v)); v, w = v[order], w[order]; n = len(v)
    s = np.arange(n) * w + (n - 1) * np.concatenate(([0], np.cumsum(w)[:-1])); target = share * (n - 1) * w.sum(); i = int(np.searchsorted(s, target))
    i = min(i, n - 1)
    return v[i] if i == 0 or s[i] == s[i - 1] else v[i - 1] + (target - s[i - 1]) * (v[i] - v[i - 1]) / (s[i] - s[i - 1])
with rasterio.open(scene) as d:
    for k in chosen:
        polygon = ogr.Geometry(ogr.wkbPolygon); ring = ogr.Geometry(ogr.wkbLinearRing)
        for x, y in shapes[k]: ring.AddPoint_2D(x, y)
        polygon.AddGeometry(ring); x0, x1, y0, y1 = polygon.GetEnvelope(); t = d.transform
        c0, r0 = int((x0 - t.c) / t.a), int((y1 - t.f) / t.e); c1, r1 = math.ceil((x1 - t.c) / t.a), math.ceil((y0 - t.f) / t.e)
        w = np.zeros((r1 - r0, c1 - c0))
        for r in range(r0, r1):
            for c in range(c0, c1):
                X, Y = t * (c, r); cell = ogr.CreateGeometryFromWkt(f'POLYGON(({X!r} {Y!r},{X + t.a!r} {Y!r},{X + t.a!r} {Y + t.e!r},{X!r} {Y + t.e!r},{X!r} {Y!r}))')
                if polygon.Intersects(cell): w[r - r0, c - c0] = 1 if polygon.Contains(cell) else polygon.Intersection(cell).GetArea() / abs(t.a * t.e)
        values = d.read(window=((r0, r1), (c0, c1))).astype(float)
        for b in range(d.count):
            use = w > 1e-12; v, q = values[b][use], w[use]; mean = (v * q).sum() / q.sum()
            expected = dict(count=q.sum(), mean=mean, stdev=math.sqrt((q * (v - mean) ** 2).sum() / q.sum()), min=v.min(), max=v.max(),
                            q05=quantile(v, q, .05), q50=quantile(v, q, .5), q95=quantile(v, q, .95))
            for name, e in expected.items(): worst = max(worst, abs(float(table[k, b + 1][name]) / e - 1))
print(f'{len(chosen)} sites x {d.count} bands against GEOS shares: largest relative difference {worst:.1e}'); sys.exit(worst > 1e-6)
