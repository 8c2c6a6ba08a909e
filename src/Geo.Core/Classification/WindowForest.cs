namespace Geo.Core.Classification;

/// <summary>
/// Probabilities of a window of pixels, cell by cell: the forest is cut down to each cell (<see cref="CellForest"/>). Where
/// asked to, it leaves out pixels whose decision is certain before they are computed (exact early exit, ADR 0012). One a
/// thread; the trees are shared.
/// </summary>
/// <remarks>
/// A pixel is left out only where one class is sure to beat every other at each pixel within <c>reach</c> of it, by more
/// than rounding can undo. It gets the stand-in probability 1 for that class, 0 for the others: smoothing and decision
/// then come to what they would have come to. All pixels within reach of any other are computed in full.
/// </remarks>
internal sealed class WindowForest
{
    /// <summary>Usual side of a cell, pixels: at 32 fewer nodes are left, but the trees are walked four times as often: a quarter slower on the demo.</summary>
    public const int UsualCell = 64;

    private const byte Unsettled = 0, Missing = byte.MaxValue;

    // By so much the likeliest class must lead after normalisation, so that it leads after rounding to 1/65535, too.
    private const double Lead = 4.0 / 65535;

    // Cutting costs a walk through the trees: where the last cell kept nearly all nodes, the next few are not cut.
    private const double Worthwhile = 0.8;
    private const int Pause = 15;

    private readonly ForestModel _model;
    private readonly CellForest? _cells;
    private readonly int _side, _reach;
    private readonly bool[]? _mayExit;
    private readonly PixelSelection _pixels;
    private readonly float[][] _scores;
    private byte[] _settled = [];
    private int _paused;
    private bool _isCut;

    /// <param name="model">The forest.</param>
    /// <param name="reach">Pixels that the smoothing to come reaches.</param>
    /// <param name="mayExit">Classes whose probabilities nobody asks for, one a class; null computes every pixel.</param>
    /// <param name="side">Of a cell, pixels, more than four times the reach; no influence on what is decided.</param>
    public WindowForest(ForestModel model, int reach, bool[]? mayExit, int side = UsualCell)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 4 * reach + 2);
        (_model, _reach, _mayExit, _side) = (model, reach, mayExit, side);
        _cells = model.Forest.Cells is { } trees ? new CellForest(trees) : null;
        _pixels = new PixelSelection(model.Predictors.Count);
        _scores = [.. model.Classes.Select(_ => Array.Empty<float>())];
    }

    /// <summary>Pixels that were left out so far.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Fills the probabilities of a window, as <see cref="ForestModel.Evaluate"/> does but for pixels left out.</summary>
    /// <param name="columns">One a predictor, row by row.</param>
    /// <param name="width">Of the window.</param>
    /// <param name="height">Of the window.</param>
    /// <param name="perClass">One a class; NaN where the first predictor is.</param>
    public void Evaluate(float[][] columns, int width, int height, float[][] perClass)
    {
        int cols = PixelSelection.Edges(width, _side).Length - 1, rows = PixelSelection.Edges(height, _side).Length - 1;
        if (_settled.Length < cols * rows) _settled = new byte[cols * rows];
        int at = 0;
        foreach (var cell in PixelSelection.Cells(width, height, _side))
        {
            _pixels.Take(cell, width);
            _pixels.Gather(columns);
            byte settled = _settled[at++] = Settle(perClass.Length);
            if (settled is Unsettled or Missing) Compute(perClass, settled == Missing);
        }

        at = -1;
        foreach (var cell in PixelSelection.Cells(width, height, _side))
        {
            byte settled = _settled[++at];
            if (settled is Unsettled or Missing) continue;
            _pixels.Take(cell, width);
            StandIn(columns[0], settled - 1, perClass);
            LeftOut += cell.PixelCount;
            TakeBorders(cell, width, (at % cols, at / cols), (cols, rows));
            if (_pixels.Count == 0) continue;
            _pixels.Gather(columns);
            LeftOut -= _pixels.Count;
            _isCut = _cells!.Enter(_pixels.Columns, _pixels.Count) && _cells.Cut();
            Compute(perClass, false);
        }
    }

    /// <summary>Cuts the forest to the cell; the class from 1 that is certain all over it, if one is.</summary>
    private byte Settle(int classes)
    {
        if (!_pixels.Columns[0].AsSpan(0, _pixels.Count).ContainsAnyExcept(float.NaN)) return Missing;
        _isCut = false;
        if (_cells is null) return Unsettled;
        if (_paused > 0)
        {
            _paused--;
            return Unsettled;
        }

        if (!_cells.Enter(_pixels.Columns, _pixels.Count) || !_cells.Cut()) return Unsettled;
        _isCut = true;
        if (_cells.ShareLeft > Worthwhile) _paused = Pause;
        if (_mayExit is null) return Unsettled;

        Span<double> low = stackalloc double[classes], high = stackalloc double[classes];
        double sum = 0;
        int best = 0;
        for (int k = 0; k < classes; k++)
        {
            var calibration = _model.Forest.Classes[k].Calibration;
            float a = calibration.Of(_cells.Lowest[k]), b = calibration.Of(_cells.Highest[k]);
            (low[k], high[k]) = (Math.Min(a, b), Math.Max(a, b));
            sum += high[k];
            if (low[k] > low[best]) best = k;
        }

        if (!_mayExit[best]) return Unsettled;
        for (int k = 0; k < classes; k++)
        {
            if (k != best && !(low[best] - high[k] > Lead * sum)) return Unsettled;
        }

        return (byte)(best + 1);
    }

    /// <summary>Probabilities of the pixels gathered.</summary>
    private void Compute(float[][] perClass, bool missing)
    {
        int count = _pixels.Count;
        if (missing)
        {
            foreach (var (from, length) in _pixels.Parts)
            {
                foreach (var column in perClass) column.AsSpan(from, length).Fill(float.NaN);
            }

            return;
        }

        for (int k = 0; k < _scores.Length; k++)
        {
            if (_scores[k].Length < count) _scores[k] = new float[count];
        }

        if (_isCut) _cells!.Scores(_scores);
        else _model.Forest.Scores(_pixels.Columns, count, _scores);
        _model.Calibrate(_pixels.Columns[0], count, _scores);
        for (int k = 0; k < perClass.Length; k++) _pixels.Scatter(_scores[k], perClass[k]);
    }

    private void StandIn(float[] first, int settled, float[][] perClass)
    {
        foreach (var (from, length) in _pixels.Parts)
        {
            for (int k = 0; k < perClass.Length; k++)
            {
                var column = perClass[k].AsSpan(from, length);
                column.Fill(k == settled ? 1 : 0);
            }

            var seen = first.AsSpan(from, length);
            if (seen.IndexOf(float.NaN) < 0) continue;
            for (int i = 0; i < length; i++)
            {
                if (!float.IsNaN(seen[i])) continue;
                foreach (var column in perClass) column[from + i] = float.NaN;
            }
        }
    }

    /// <summary>The pixels of a settled cell that some pixel near an unlike neighbour can reach: twice the reach from it.</summary>
    private void TakeBorders(Window cell, int width, (int Col, int Row) at, (int Cols, int Rows) of)
    {
        _pixels.Clear();
        int deep = 2 * _reach;
        if (deep == 0) return;
        bool up = Unlike(0, -1), below = Unlike(0, 1), left = Unlike(-1, 0), right = Unlike(1, 0);
        bool upLeft = Unlike(-1, -1), upRight = Unlike(1, -1), belowLeft = Unlike(-1, 1), belowRight = Unlike(1, 1);
        for (int y = 0; y < cell.Height; y++)
        {
            bool top = y < deep, bottom = y >= cell.Height - deep;
            int from = (cell.Row + y) * width + cell.Col;
            if ((top && up) || (bottom && below))
            {
                _pixels.Add(from, cell.Width);
                continue;
            }

            if (left || (top && upLeft) || (bottom && belowLeft)) _pixels.Add(from, deep);
            if (right || (top && upRight) || (bottom && belowRight)) _pixels.Add(from + cell.Width - deep, deep);
        }

        bool Unlike(int dx, int dy)
        {
            int col = at.Col + dx, row = at.Row + dy;
            if (col < 0 || row < 0 || col >= of.Cols || row >= of.Rows) return false;
            byte neighbour = _settled[row * of.Cols + col];
            return neighbour != Missing && neighbour != _settled[at.Row * of.Cols + at.Col];
        }
    }
}
