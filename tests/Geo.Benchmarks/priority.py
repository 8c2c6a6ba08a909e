"""The same with numpy, on the files that `dotnet run -c Release --project tests/Geo.Benchmarks -- priority 5000 FOLDER` writes: python priority.py FOLDER.

Compares the counts of the top k over the same drawn weights, the ranking, and the optimum of the knapsack (dynamic programming)."""
import sys
import time

import numpy as np


def timed(name, act, times=5):
    took, result = [], None
    for _ in range(times):
        start = time.perf_counter()
        result = act()
        took.append((time.perf_counter() - start) * 1e3)
    print(f"  {name}: median {sorted(took)[len(took) // 2]:.1f} ms, best {min(took):.1f}")
    return result


folder = sys.argv[1]
values = np.loadtxt(f"{folder}/values.csv", delimiter=",")
weights = np.loadtxt(f"{folder}/weights.csv", delimiter=",")
draws = np.loadtxt(f"{folder}/draws.csv", delimiter=",")
counts = np.loadtxt(f"{folder}/counts.csv", dtype=np.int64)
k, ours = int(counts[0]), counts[1:]
knapsack = [line.strip().split(",") for line in open(f"{folder}/knapsack.csv")]
budget, worth = int(knapsack[0][0]), int(knapsack[1][0])
items = np.array([[int(a), int(b)] for a, b in knapsack[2:]])
n = len(values)
print(f"numpy {np.__version__}: {n} dumps, top {k}")

timed("order", lambda: np.lexsort((np.arange(n), -(values @ weights))))


def shares(weight_rows):
    total = np.zeros(n, dtype=np.int64)
    for at in range(0, len(weight_rows), 500):
        scores = weight_rows[at:at + 500] @ values.T
        top = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        total += np.bincount(top.ravel(), minlength=n)
    return total


timed("top-k shares, 2,000 draws", lambda: shares(draws[:2000]), 3)
theirs = timed("top-k shares, 10,000 draws", lambda: shares(draws), 3)
print(f"  counts: largest difference {np.abs(theirs - ours).max()}, sum {ours.sum()} = k × draws {k * len(draws)}")


def optimum():
    best = np.zeros(budget + 1, dtype=np.int64)
    for profit, cost in items[(items[:, 1] > 0) & (items[:, 1] <= budget)]:
        np.maximum(best[cost:], best[:budget + 1 - cost] + profit, out=best[cost:])
    return best[budget]


print(f"  knapsack: ours {worth}, numpy's table {timed('knapsack by table', optimum, 1)}")
