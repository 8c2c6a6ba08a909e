#!/usr/bin/python3
"""observe_scenes.py FOLDER SCENES [WIDTH HEIGHT]: sites.gpkg (99 polygons of about 4,600 pixels of 10 m) and sceneNNN.tif, 10 bands of
uint16 as Sentinel-2 has them (six kinds of ground with texture and noise, a gain and greenness of its own each date), EPSG:4546."""
import sys, math, numpy as np, rasterio, fiona
from rasterio.transform import from_origin
folder, scenes = sys.argv[1], int(sys.argv[2]); W, H = (int(v) for v in sys.argv[3:5]) if len(sys.argv) > 3 else (4500, 2100)
rng = np.random.default_rng(7); X0, Y0 = 409800, 4501200
M = np.array([[420,330,210,190,160,150,120,110,60,40],[260,420,240,640,1900,2350,2500,2650,1300,620],[210,320,190,430,1150,1400,1500,1600,750,350],
              [420,740,480,1150,3100,3900,4100,4300,2000,1000],[900,1250,1650,1950,2200,2400,2600,2750,3600,2900],[1300,1500,1650,1750,1900,2000,2100,2150,2300,2000]], np.float32)
def smooth(scale):
    f = rng.standard_normal((H // scale + 3, W // scale + 3)).astype(np.float32)
    y, x = np.arange(H) / scale, np.arange(W) / scale; a, b = y.astype(int), x.astype(int); p, q = (y - a)[:, None].astype(np.float32), (x - b)[None].astype(np.float32)
    g = f[a] * (1 - p) + f[a + 1] * p
    return g[:, b] * (1 - q) + g[:, b + 1] * q
L = np.stack([smooth(400) + .6 * smooth(60) + .25 * smooth(12) for _ in range(6)]).argmax(0); texture = smooth(25)
for n in range(scenes):
    green = 1 + .3 * math.sin(n); vis = rng.standard_normal((H, W), dtype=np.float32)
    with rasterio.open(f'{folder}/scene{n:03}.tif', 'w', driver='GTiff', width=W, height=H, count=10, dtype='uint16', crs='EPSG:4546', nodata=0,
                       transform=from_origin(X0, Y0, 10, 10), tiled=True, blockxsize=256, blockysize=256, interleave='band') as d:
        for b in range(10):
            m = M[:, b][L] * (green if b > 3 else 1)
            d.write(np.clip(m * (1 + .13 * (.6 * texture + .4 * vis)) + rng.standard_normal((H, W), dtype=np.float32) * (12 if b < 4 else 20), 1, 10000).astype(np.uint16), b + 1)
with fiona.open(f'{folder}/sites.gpkg', 'w', 'GPKG', {'geometry': 'Polygon', 'properties': {'code': 'str'}}, crs='EPSG:4546') as out:
    for k in range(99):
        cx, cy = X0 + 600 + (W * 10 - 1200) * rng.random(), Y0 - 600 - (H * 10 - 1200) * rng.random()
        ring = [(cx + r * math.cos(t), cy + r * math.sin(t)) for t, r in ((2 * math.pi * i / 40, 383 * (1 + .15 * math.sin(3 * 2 * math.pi * i / 40 + k))) for i in range(40))]
        out.write({'geometry': {'type': 'Polygon', 'coordinates': [ring + ring[:1]]}, 'properties': {'code': f'S{k:02}'}})
