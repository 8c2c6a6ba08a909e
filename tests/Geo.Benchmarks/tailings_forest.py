#!/usr/bin/python3
"""tailings_forest.py ROWS: scikit-learn's random forest (100 trees, depth 15) on what TailingsTests trains on, mapped on the
same blocks. ROWS: the folder that GEOWFC_ROWS named (tailings.sh), one CSV of our predictors a training set. Prints, for each
chip, F1 / IoU of the forest on (a) the bands of our very rows, (b) all pixels of the colour, bands, (c) all pixels, bands with
focal means and deviations over 3, 7 and 15 pixels. (b) and (c) are the forest that the goal was set by; QUICK=1 leaves them out.
Needs ../shared/data, python3-sklearn, python3-rasterio, python3-scipy (apt)."""
import csv, os, sys
import numpy as np, rasterio
from scipy.ndimage import uniform_filter
from sklearn.ensemble import RandomForestClassifier

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../../../shared/data')
ROWS = sys.argv[1]
LARGE, SMALL, BLOCK, MARGIN = [30, 35, 47, 77, 99, 107], [22, 113], 112, 8


def read(name):
    folder, image, mask, order = {
        'tailings': ('tailings-brazil-s2', 'img_{}', 'mask_{}', [1, 2, 3]),
        'landfill': ('landfills-mexico-s2-rgb', 'poligono_{}', 'poligono_{}_mask', [3, 2, 1])}[name.split()[0]]
    number = name.split()[1]
    with rasterio.open(f'{DATA}/{folder}/{image.format(number)}.tif') as d:
        bands = d.read(order).astype('f4') / (255 if name.startswith('landfill') else 1)
    with rasterio.open(f'{DATA}/{folder}/{mask.format(number)}.tif') as d:
        return bands, d.read(1) > 0


def colours(shape):
    """Colour of each pixel, and whether it may be trained on."""
    def near_seam(at, length):
        return ((at % BLOCK < MARGIN) & (at >= BLOCK)) | ((at % BLOCK >= BLOCK - MARGIN) & ((at // BLOCK + 1) * BLOCK < length))
    row, col = np.mgrid[:shape[0], :shape[1]]
    return (row // BLOCK + col // BLOCK) % 2, ~(near_seam(row, shape[0]) | near_seam(col, shape[1]))


def focal(bands):
    """The bands, and their means and deviations over 3, 7 and 15 pixels; at the border of those that are there."""
    layers = list(bands)
    for band in bands.astype('f8'):
        for side in (3, 7, 15):
            share = uniform_filter(np.ones_like(band), side, mode='constant')
            mean = uniform_filter(band, side, mode='constant') / share
            square = uniform_filter(band * band, side, mode='constant') / share
            layers += [mean, np.sqrt(np.maximum(square - mean * mean, 0))]
    return np.array(layers, 'f4')


def rows(name):
    with open(f'{ROWS}/{name.replace(" ", "_")}.csv') as f:
        table = csv.reader(f)
        head = next(table)
        at = [head.index('reflectance_' + b) for b in ('blue', 'green', 'red')]
        data = [([float(r[i]) for i in at], r[-1] == 'tailings') for r in table]
    return np.array([d[0] for d in data], 'f4'), np.array([d[1] for d in data])


def fit(x, y):
    return RandomForestClassifier(100, max_depth=15, n_jobs=-1, random_state=1).fit(x, y)


def score(truth, mapped):
    hit = (truth & mapped).sum()
    return 2 * hit / max(1, truth.sum() + mapped.sum()), hit / max(1, (truth | mapped).sum())


def checkerboard(name, of_colour, layers):
    """Maps each colour by the forest of the other one; of_colour gives the rows."""
    bands, truth = read(name)
    stack = layers(bands)
    colour, trainable = colours(truth.shape)
    mapped = np.zeros(truth.shape, bool)
    for c in (0, 1):
        x, y = of_colour(c) if of_colour else (stack[:, (colour == c) & trainable].T, truth[(colour == c) & trainable])
        mapped[colour != c] = fit(x, y).predict(stack[:, colour != c].T)
    return score(truth, mapped)


def told(name, *scores):
    print(f'{name:32}' + '   '.join(f'{f1:.3f} / {iou:.3f}' for f1, iou in scores), flush=True)
    return scores


def one_chip(name):
    found = [checkerboard(name, lambda c: rows(f'{name} {c}'), lambda b: b)]
    if not os.environ.get('QUICK'):
        found += [checkerboard(name, None, lambda b: b), checkerboard(name, None, focal)]
    return told(name, *found)


print('F1 / IoU of the forest:          our rows, bands   all pixels, bands   all pixels, focal')
table = np.array([one_chip(f'tailings {chip}') for chip in LARGE])
told('mean of six', *table.mean(axis=0))
for name in [f'tailings {chip}' for chip in SMALL] + ['landfill 29']:
    told(name + ', others added', checkerboard(name, lambda c: rows(f'{name} {c} with others'), lambda b: b))
left_out = []
for chip in LARGE + SMALL:
    bands, truth = read(f'tailings {chip}')
    mapped = fit(*rows(f'all but {chip}')).predict(bands.reshape(3, -1).T).reshape(truth.shape)
    left_out += told(f'tailings {chip}, left out whole', score(truth, mapped))
told('mean of eight left out whole', np.mean(left_out, axis=0))
one_chip('landfill 46')
