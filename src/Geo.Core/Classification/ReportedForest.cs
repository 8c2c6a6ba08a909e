using System.Numerics;

namespace Geo.Core.Classification;

/// <summary>
/// Probabilities of a window where only the reported classes matter (exact early exit, ADR 0012): for each pixel first the
/// reported classes and the likeliest class of background are computed. Where that proves that no reported class can reach
/// the threshold, there and at every pixel that smoothing brings together with it, the other classes are left out. One a thread.
/// </summary>
/// <remarks>
/// Exact: a probability is divided by the sum over all classes, of which a part is known and the rest is not negative, so
/// pᵣ / Σ known is an upper bound; and a smoothed value is a mean, at most the largest of its parts. A pixel left out gets
/// the stand-in probability 1 for a class of background; what a reported class wins is computed in full.
/// </remarks>
internal sealed class ReportedForest
{
    // Whole numbers of 1/65535 that the bound stays below the threshold, for the roundings on the way.
    private const int Margin = 2;
    private const double One = 65535;

    // Up to one pixel in so many left open is not worth asking for a better class of background.
    private const int FewMarked = 8;
    private const int Favourites = 3;

    private readonly ForestModel _model;
    private readonly CellForest? _cells, _sampler;
    private readonly WindowForest _full;
    private readonly bool[] _isReported;
    private readonly float _limit;
    private readonly int _reach, _side, _standIn;
    private readonly PixelSelection _pixels;
    private readonly bool[] _asked;
    private byte[] _marks = [], _spread = [];
    private int[] _likeliest = [];           // classes of background, the likeliest first
    private float[] _known = [], _highest = [];   // of each pixel of the cell: sum of the probabilities known, highest of a reported class
    private float[][] _scores;
    private float[][] _sample = [], _sampled;

    /// <param name="model">The forest.</param>
    /// <param name="reach">Pixels that the smoothing to come reaches.</param>
    /// <param name="isReported">One a class; not all.</param>
    /// <param name="threshold">Smallest smoothed probability of a reported class, in 1/65535.</param>
    /// <param name="side">Of a cell, pixels; no influence on what is decided.</param>
    public ReportedForest(ForestModel model, int reach, bool[] isReported, int threshold, int side = WindowForest.UsualCell)
    {
        (_model, _reach, _isReported, _side) = (model, reach, isReported, side);
        (_cells, _sampler) = model.Forest.Cells is { } trees ? (new CellForest(trees), new CellForest(trees)) : (null, null);
        _full = new WindowForest(model, reach, null, side);
        _limit = (float)((threshold - Margin) / One);
        _standIn = Array.IndexOf(isReported, false);
        _pixels = new PixelSelection(model.Predictors.Count);
        _asked = new bool[isReported.Length];
        (_scores, _sampled) = (Arrays(0), Arrays(0));
    }

    /// <summary>Pixels of which not every class was computed.</summary>
    public long LeftOut { get; private set; }

    /// <summary>Fills the probabilities of a window, as <see cref="ForestModel.Evaluate"/> does but for pixels left out.</summary>
    /// <inheritdoc cref="WindowForest.Evaluate"/>
    public void Evaluate(float[][] columns, int width, int height, float[][] perClass)
    {
        if (_cells is null || _standIn < 0 || _limit <= 0)
        {
            _full.Evaluate(columns, width, height, perClass);
            return;
        }

        int count = width * height;
        if (_marks.Length < count) (_marks, _spread) = (new byte[count], new byte[count]);
        var marks = _marks.AsSpan(0, count);
        marks.Clear();
        foreach (var cell in PixelSelection.Cells(width, height, _side))
        {
            _pixels.Take(cell, width);
            _pixels.Gather(columns);
            Mark(cell);
        }

        // A pixel within reach of a marked one must be decided as it is, and needs all that is within reach of itself.
        Spread(marks, width, height, 2 * _reach);
        StandIn(columns[0].AsSpan(0, count), perClass);
        LeftOut += count;
        foreach (var cell in PixelSelection.Cells(width, height, _side))
        {
            _pixels.TakeMarked(cell, width, marks);
            if (_pixels.Count == 0) continue;
            LeftOut -= _pixels.Count;
            _pixels.Gather(columns);
            Grow(ref _scores, _pixels.Count);
            if (_cells.Enter(_pixels.Columns, _pixels.Count) && _cells.Cut()) _cells.Scores(_scores);
            else _model.Forest.Scores(_pixels.Columns, _pixels.Count, _scores);
            _model.Calibrate(_pixels.Columns[0], _pixels.Count, _scores);
            for (int k = 0; k < perClass.Length; k++) _pixels.Scatter(_scores[k], perClass[k]);
        }
    }

    /// <summary>Marks the pixels of the gathered cell where a reported class may reach the threshold.</summary>
    private void Mark(Window cell)
    {
        int few = _pixels.Count / FewMarked;
        if (!_pixels.Columns[0].AsSpan(0, _pixels.Count).ContainsAnyExcept(float.NaN)) return;

        Grow(ref _scores, _pixels.Count);
        Room(_pixels.Count);
        bool bounded = _cells!.Enter(_pixels.Columns, _pixels.Count);
        if (!bounded || !Know(_isReported))
        {
            MarkAll(_pixels);
            return;
        }

        // What is likeliest in the last cell mostly is in this one; where it leaves much open, some pixels are asked.
        int last = _likeliest.Length > 0 ? _likeliest[0] : -1, marked = int.MaxValue;
        if (last >= 0 && (marked = MarkBeside(_pixels, last)) <= few) return;
        _likeliest = Likeliest(cell);
        if (_likeliest.Length == 0)
        {
            MarkAll(_pixels);
            return;
        }

        foreach (int k in _likeliest)
        {
            if (k != last) marked = MarkBeside(_pixels, k);
            if (marked <= few) return;
        }
    }

    /// <summary>Adds classes to what is known of each pixel of the cell.</summary>
    /// <returns>False where the cell cannot be cut.</returns>
    private bool Know(bool[] classes)
    {
        if (!_cells!.Cut(classes)) return false;
        _cells.Scores(_scores);
        for (int k = 0; k < classes.Length; k++)
        {
            if (!classes[k]) continue;
            var calibration = _model.Forest.Classes[k].Calibration;
            for (int i = 0; i < _pixels.Count; i += Vector<float>.Count)
            {
                var p = calibration.Of(new Vector<float>(_scores[k], i));
                (new Vector<float>(_known, i) + p).CopyTo(_known, i);
                if (_isReported[k]) Vector.Max(new Vector<float>(_highest, i), p).CopyTo(_highest, i);
            }
        }

        return true;
    }

    /// <summary>Marks what one more class of background leaves open.</summary>
    /// <returns>Pixels marked.</returns>
    private int MarkBeside(PixelSelection pixels, int background)
    {
        _asked.AsSpan().Clear();
        _asked[background] = true;
        if (!Know(_asked))
        {
            MarkAll(pixels);
            return pixels.Count;
        }

        int marked = 0, i = 0;
        foreach (var (from, length) in pixels.Parts)
        {
            for (int x = 0; x < length; x += Vector<float>.Count)
            {
                marked += MarkLanes(pixels.Columns[0], i + x, _marks.AsSpan(from + x, Math.Min(Vector<float>.Count, length - x)));
            }

            i += length;
        }

        return marked;
    }

    private void Room(int count)
    {
        if (_known.Length < count + Vector<float>.Count) (_known, _highest) = (new float[count + Vector<float>.Count], new float[count + Vector<float>.Count]);
        _known.AsSpan().Clear();
        _highest.AsSpan().Clear();
    }

    private void MarkAll(PixelSelection pixels)
    {
        foreach (var (from, length) in pixels.Parts) _marks.AsSpan(from, length).Fill(1);
    }

    private int MarkLanes(float[] present, int at, Span<byte> marks)
    {
        var (known, highest) = (new Vector<float>(_known, at), new Vector<float>(_highest, at));

        // Nothing known (all underflow to 0) is marked, too; a missing pixel never is.
        var first = new Vector<float>(present, at);
        var doubtful = ~Vector.LessThan(highest, known * new Vector<float>(_limit)) & Vector.Equals(first, first);
        marks.Clear();
        if (Vector.EqualsAll(doubtful, Vector<int>.Zero)) return 0;
        int marked = 0;
        for (int lane = 0; lane < marks.Length; lane++)
        {
            if (doubtful[lane] == 0) continue;
            marks[lane] = 1;
            marked++;
        }

        return marked;
    }

    /// <summary>The classes of background that win at some pixels spread over the cell, at most three; none where reported classes win at most of them.</summary>
    private int[] Likeliest(Window cell)
    {
        const int across = 4;
        Span<int> chosen = stackalloc int[across * across];
        int n = 0;
        for (int i = 0; i < across * across; i++)
        {
            int at = (2 * (i / across) + 1) * cell.Height / (2 * across) * cell.Width + (2 * (i % across) + 1) * cell.Width / (2 * across);
            if (!float.IsNaN(_pixels.Columns[0][at])) chosen[n++] = at;
        }

        if (n == 0) chosen[n++] = _pixels.Columns[0].AsSpan(0, _pixels.Count).IndexOfAnyExcept(float.NaN);
        if (_sample.Length == 0) _sample = [.. _pixels.Columns.Select(_ => new float[across * across])];
        Grow(ref _sampled, across * across);
        for (int p = 0; p < _sample.Length; p++)
        {
            for (int i = 0; i < n; i++) _sample[p][i] = _pixels.Columns[p][chosen[i]];
        }

        if (_sampler!.Enter(_sample, n) && _sampler.Cut()) _sampler.Scores(_sampled);
        else _model.Forest.Scores(_sample, n, _sampled);
        _model.Calibrate(_sample[0], n, _sampled);
        var wins = new int[_isReported.Length];
        int reported = 0;
        for (int i = 0; i < n; i++)
        {
            int best = 0, background = _standIn;
            for (int k = 0; k < wins.Length; k++)
            {
                if (_sampled[k][i] > _sampled[best][i]) best = k;
                if (!_isReported[k] && _sampled[k][i] > _sampled[background][i]) background = k;
            }

            wins[background]++;
            if (_isReported[best]) reported++;
        }

        return 2 * reported > n ? [] : [.. Enumerable.Range(0, wins.Length).Where(k => wins[k] > 0).OrderByDescending(k => wins[k]).Take(Favourites)];
    }

    private void StandIn(ReadOnlySpan<float> first, float[][] perClass)
    {
        for (int k = 0; k < perClass.Length; k++)
        {
            var into = perClass[k].AsSpan(0, first.Length);
            float value = k == _standIn ? 1 : 0;
            for (int i = 0; i < into.Length; i++) into[i] = float.IsNaN(first[i]) ? float.NaN : value;
        }
    }

    /// <summary>Marks all within a square of the marked.</summary>
    private void Spread(Span<byte> marks, int width, int height, int reach)
    {
        if (reach == 0) return;
        var wide = _spread.AsSpan(0, marks.Length);
        marks.CopyTo(wide);
        for (int row = 0; row < height; row++)
        {
            Span<byte> from = marks.Slice(row * width, width), to = wide.Slice(row * width, width);
            if (from.IndexOf((byte)1) < 0) continue;
            for (int d = 1; d <= reach && d < width; d++)
            {
                Or(from[d..], to[..^d]);
                Or(from[..^d], to[d..]);
            }
        }

        wide.CopyTo(marks);
        for (int row = 0; row < height; row++)
        {
            for (int y = Math.Max(0, row - reach); y <= Math.Min(height - 1, row + reach); y++)
            {
                if (y != row) Or(wide.Slice(y * width, width), marks.Slice(row * width, width));
            }
        }
    }

    private static void Or(ReadOnlySpan<byte> from, Span<byte> into)
    {
        int i = 0;
        for (; i <= into.Length - Vector<byte>.Count; i += Vector<byte>.Count) (new Vector<byte>(from[i..]) | new Vector<byte>(into[i..])).CopyTo(into[i..]);
        for (; i < into.Length; i++) into[i] |= from[i];
    }

    private float[][] Arrays(int count) => [.. _isReported.Select(_ => new float[count])];

    // Room for a whole vector beyond the last pixel.
    private void Grow(ref float[][] arrays, int count)
    {
        if (arrays[0].Length < count + Vector<float>.Count) arrays = Arrays(count + Vector<float>.Count);
    }
}
