#!/usr/bin/python3
"""rstoolbox_forests.py ROWS: scikit-learn's and Orfeo ToolBox's random forest (100 trees, depth 15, the square root of the
predictors at a node) on the rows that RealImageryTests trains on, judged on the rows that it holds apart. ROWS: the folder that
GEOWFC_ROWS named (rstoolbox.sh). Prints overall accuracy and mean F1 of the classes, the mean of five seeds and their range,
on the bands, on bands with height and slope, and on our predictors. Needs otb-bin, gdal-bin, python3-sklearn (apt)."""
import csv, math, os, sqlite3, subprocess, sys
import numpy as np
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, f1_score

ROWS, SEEDS = sys.argv[1], range(1, 6)
INPUTS = {
    'bands': lambda name: name.startswith('reflectance_'),
    'bands, height, slope': lambda name: name.startswith('reflectance_') or name in ('height_m', 'slope_degrees'),
    'our predictors': lambda name: name != 'height_m'}


def read(half, part, wanted):
    with open(f'{ROWS}/rstoolbox_{half}_{part}.csv') as f:
        head, *rows = csv.reader(f)
    at = [i for i, name in enumerate(head[:-1]) if wanted(name)]
    return np.array([[float(r[i]) for i in at] for r in rows], 'f4'), np.array([r[-1] for r in rows])


def scikit_learn(x, y, held, seed):
    return RandomForestClassifier(100, max_depth=15, n_jobs=-1, random_state=seed).fit(x, y).predict(held)


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode: sys.exit(f'{command[0]}: {done.stdout}{done.stderr}')


def table(x, numbers, name):
    """The rows as a layer that Orfeo ToolBox reads; a point each, as it wants a geometry."""
    base = f'{ROWS}/otb_{name}'
    fields = [f'p{i}' for i in range(x.shape[1])]
    with open(base + '.csv', 'w') as f:
        f.write(','.join(['x', 'y', 'number', *fields]) + '\n')
        for i, row in enumerate(x):
            f.write(','.join([str(i), '0', str(numbers[i]), *(repr(float(v)) for v in row)]) + '\n')
    run('ogr2ogr', '-overwrite', base + '.gpkg', base + '.csv', '-oo', 'AUTODETECT_TYPE=YES', '-oo', 'X_POSSIBLE_NAMES=x',
        '-oo', 'Y_POSSIBLE_NAMES=y', '-a_srs', 'EPSG:4546')
    return base + '.gpkg', fields


def orfeo(x, y, held, seed):
    # Its own -rand leaves the forest as it is: the same rows in another order draw other trees.
    order = np.random.default_rng(seed).permutation(len(y))
    x, y, classes = x[order], y[order], sorted(set(y))
    train, fields = table(x, [classes.index(c) + 1 for c in y], 'train')
    apart, _ = table(held, [0] * len(held), 'apart')
    model = f'{ROWS}/otb.model'
    run('otbcli_TrainVectorClassifier', '-io.vd', train, '-io.out', model, '-feat', *fields, '-cfield', 'number', '-classifier', 'rf',
        '-classifier.rf.nbtrees', '100', '-classifier.rf.max', '15', '-classifier.rf.min', '2', '-classifier.rf.ra', '0',
        '-classifier.rf.cat', '10', '-classifier.rf.var', str(int(math.sqrt(len(fields)))), '-classifier.rf.acc', '0')
    # Without -out the field is added to the layer itself; an -out of this format stays empty.
    run('otbcli_VectorClassifier', '-in', apart, '-model', model, '-feat', *fields)
    with sqlite3.connect(apart) as layer:
        numbers = [n for n, in layer.execute('SELECT predicted FROM otb_apart ORDER BY x')]
    assert len(numbers) == len(held)
    return np.array([classes[n - 1] for n in numbers])


def told(values):
    return f'{np.mean(values):.3f} ({min(values):.3f}-{max(values):.3f})'


for half in (0, 1):
    for who in (scikit_learn, orfeo):
        for name, wanted in INPUTS.items():
            (x, y), (held, truth) = read(half, 'train', wanted), read(half, 'apart', wanted)
            mapped = [who(x, y, held, seed) for seed in SEEDS]
            print(f'half {half}, {who.__name__}, {name} ({x.shape[1]}): {told([accuracy_score(truth, m) for m in mapped])}   '
                  f'{told([f1_score(truth, m, average="macro") for m in mapped])}   of {len(y)} rows, {len(truth)} held apart', flush=True)
