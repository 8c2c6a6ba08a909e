#!/usr/bin/python3
"""observe_peer.py SITES CSV SCENE...: the loop that a person writes: rasterio.mask for each site, numpy over its pixels (by centre)."""
import sys, time, fiona, numpy as np, rasterio, rasterio.mask
sites, csv, *scenes = sys.argv[1:]; start = time.time()
with fiona.open(sites) as f: shapes = [{'type': g['type'], 'coordinates': [[tuple(p) for p in ring] for ring in g['coordinates']]} for g in (feature['geometry'] for feature in f)]
rows = []
for n, scene in enumerate(scenes):
    with rasterio.open(scene) as d:
        for k, shape in enumerate(shapes):
            pixels, _ = rasterio.mask.mask(d, [shape], crop=True, filled=False)
            for b in range(d.count):
                v = pixels[b].compressed()
                rows.append((n, k, b + 1, v.size, v.mean(), v.std(), v.min(), v.max(), *np.quantile(v, (.05, .5, .95))))
if csv != '-':
    with open(csv, 'w') as out: out.write('scene,site,band,count,mean,stdev,min,max,q05,q50,q95\n' + '\n'.join(','.join(map(str, r)) for r in rows) + '\n')
s = time.time() - start
print(f'rasterio.mask + numpy: {len(scenes)} scenes, {len(shapes)} sites: {s:.3f} s, {1000 * s / len(scenes) / len(shapes):.1f} ms a site and scene')
