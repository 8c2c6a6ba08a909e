namespace Geo.Core.Tiles.Mvt;

/// <summary>Rings on whole units, one polygon after the other; the first ring of each is its outer one.</summary>
internal sealed class RoundedRings
{
    private int[] _x = new int[256], _y = new int[256];
    private readonly List<int> _starts = [];
    private int _count;

    public int Rings => _starts.Count;

    public ReadOnlySpan<int> X(int ring) => _x.AsSpan(_starts[ring], End(ring) - _starts[ring]);

    public ReadOnlySpan<int> Y(int ring) => _y.AsSpan(_starts[ring], End(ring) - _starts[ring]);

    public void Clear()
    {
        _count = 0;
        _starts.Clear();
    }

    /// <summary>Adds a ring, rounded, without points that say nothing.</summary>
    /// <returns>False where nothing with an area is left; then nothing was added.</returns>
    public bool Add(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int start = _count;
        if (_count + x.Length > _x.Length)
        {
            Array.Resize(ref _x, Math.Max(_count + x.Length, 2 * _x.Length));
            Array.Resize(ref _y, _x.Length);
        }

        int top = start;
        for (int i = 0; i < x.Length; i++) Push(start, ref top, (int)Math.Round(x[i]), (int)Math.Round(y[i]));
        // The ends meet: what was straight there too goes.
        while (top - start >= 3)
        {
            if (IsStraight(top - 2, top - 1, start)) top--;
            else if (IsStraight(top - 1, start, start + 1))
            {
                _x.AsSpan(start + 1, top - start - 1).CopyTo(_x.AsSpan(start));
                _y.AsSpan(start + 1, top - start - 1).CopyTo(_y.AsSpan(start));
                top--;
            }
            else break;
        }

        if (top - start < 3 || Area(_x.AsSpan(start, top - start), _y.AsSpan(start, top - start)) == 0) return false;
        _starts.Add(start);
        _count = top;
        return true;
    }

    /// <summary>Twice the area that a ring loses or gains without one of its points.</summary>
    public long Ear(int ring, int point)
    {
        ReadOnlySpan<int> x = X(ring), y = Y(ring);
        int before = point == 0 ? x.Length - 1 : point - 1, after = point + 1 == x.Length ? 0 : point + 1;
        return Math.Abs(Cross(x[before], y[before], x[point], y[point], x[after], y[after]));
    }

    /// <summary>Leaves a point out of the only ring, and those that then say nothing.</summary>
    /// <returns>False where nothing with an area is left.</returns>
    public bool Without(int point)
    {
        int count = _count - 1;
        double[] x = new double[count], y = new double[count];
        for (int i = 0, to = 0; i < _count; i++)
        {
            if (i == point) continue;
            (x[to], y[to]) = (_x[i], _y[i]);
            to++;
        }

        Clear();
        return Add(x, y);
    }

    /// <summary>Turns a ring where it does not run as asked.</summary>
    /// <param name="ring">Which.</param>
    /// <param name="positive">True for outer rings: positive area by the surveyor's formula with y downwards (MVT 2.1 §4.3.3.3).</param>
    public void Turn(int ring, bool positive)
    {
        if (Area(X(ring), Y(ring)) > 0 == positive) return;
        _x.AsSpan(_starts[ring], End(ring) - _starts[ring]).Reverse();
        _y.AsSpan(_starts[ring], End(ring) - _starts[ring]).Reverse();
    }

    /// <summary>
    /// True for a ring that goes once round its middle and always the same way: it cannot meet itself, which most rings show in this one pass.
    /// False says nothing.
    /// </summary>
    public bool GoesOnceRound(int ring)
    {
        ReadOnlySpan<int> x = X(ring), y = Y(ring);
        long sumX = 0, sumY = 0;
        foreach (int one in x) sumX += one;
        foreach (int one in y) sumY += one;
        int middleX = (int)(sumX / x.Length), middleY = (int)(sumY / y.Length), upwards = 0;
        bool left = true, right = true;
        long ax = x[^1] - middleX, ay = y[^1] - middleY;
        for (int i = 0; i < x.Length; i++)
        {
            long bx = x[i] - middleX, by = y[i] - middleY, cross = ax * by - ay * bx;
            left &= cross > 0;
            right &= cross < 0;
            if (ay <= 0 && by > 0) upwards++;
            (ax, ay) = (bx, by);
        }

        return (left || right) && upwards == 1;
    }

    /// <summary>Twice the area, signed.</summary>
    public static long Area(ReadOnlySpan<int> x, ReadOnlySpan<int> y)
    {
        long sum = 0;
        for (int i = 0, last = x.Length - 1; i < x.Length; last = i, i++) sum += (long)x[last] * y[i] - (long)x[i] * y[last];
        return sum;
    }

    private int End(int ring) => ring + 1 < _starts.Count ? _starts[ring + 1] : _count;

    private void Push(int start, ref int top, int x, int y)
    {
        // Straight on or straight back: the point between says nothing.
        while (top - start >= 2 && Cross(_x[top - 2], _y[top - 2], _x[top - 1], _y[top - 1], x, y) == 0) top--;
        if (top - start >= 1 && _x[top - 1] == x && _y[top - 1] == y) return;
        (_x[top], _y[top]) = (x, y);
        top++;
    }

    private bool IsStraight(int a, int b, int c) => Cross(_x[a], _y[a], _x[b], _y[b], _x[c], _y[c]) == 0;

    internal static long Cross(int ax, int ay, int bx, int by, int cx, int cy) => (long)(bx - ax) * (cy - ay) - (long)(by - ay) * (cx - ax);
}
