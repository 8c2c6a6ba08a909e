namespace Geo.Core.Classification;

/// <summary>Some pixels of a window, as parts of rows: gathered to be evaluated together, and put back.</summary>
internal sealed class PixelSelection(int predictors)
{
    // Room for a whole vector beyond the last pixel.
    private const int Spare = 64;

    private readonly List<(int From, int Length)> _parts = [];

    /// <summary>The gathered predictors, one a column.</summary>
    public float[][] Columns { get; private set; } = [];

    /// <summary>Pixels selected.</summary>
    public int Count { get; private set; }

    /// <summary>The parts: index of the first pixel in the window, and number of pixels.</summary>
    public IReadOnlyList<(int From, int Length)> Parts => _parts;

    public void Clear()
    {
        _parts.Clear();
        Count = 0;
    }

    public void Add(int from, int length)
    {
        _parts.Add((from, length));
        Count += length;
    }

    /// <summary>Selects a part of a window that is <paramref name="width"/> wide.</summary>
    public void Take(Window part, int width)
    {
        Clear();
        for (int y = 0; y < part.Height; y++) Add((part.Row + y) * width + part.Col, part.Width);
    }

    /// <summary>Selects the pixels of a part of a window that are marked.</summary>
    public void TakeMarked(Window part, int width, ReadOnlySpan<byte> marks)
    {
        Clear();
        for (int y = 0; y < part.Height; y++)
        {
            int start = (part.Row + y) * width + part.Col;
            var row = marks.Slice(start, part.Width);
            for (int x = row.IndexOfAnyExcept((byte)0); x >= 0 && x < row.Length;)
            {
                int length = row[x..].IndexOf((byte)0);
                if (length < 0) length = row.Length - x;
                Add(start + x, length);
                int next = row[(x + length)..].IndexOfAnyExcept((byte)0);
                x = next < 0 ? row.Length : x + length + next;
            }
        }
    }

    /// <summary>Gathers the predictors of the selected pixels.</summary>
    public void Gather(float[][] columns)
    {
        if (Columns.Length == 0 || Columns[0].Length < Count + Spare) Columns = [.. Enumerable.Range(0, predictors).Select(_ => new float[Count + Spare])];
        for (int p = 0; p < predictors; p++)
        {
            Span<float> into = Columns[p];
            foreach (var (from, length) in _parts)
            {
                columns[p].AsSpan(from, length).CopyTo(into);
                into = into[length..];
            }
        }
    }

    /// <summary>Puts values of the selected pixels where they belong.</summary>
    public void Scatter(ReadOnlySpan<float> values, Span<float> into)
    {
        foreach (var (from, length) in _parts)
        {
            values[..length].CopyTo(into[from..]);
            values = values[length..];
        }
    }

    /// <summary>Parts of an even cut of a length, each about <paramref name="side"/> long: where they begin, and the end.</summary>
    public static int[] Edges(int length, int side)
    {
        int parts = Math.Max(1, (length + side / 2) / side);
        return [.. Enumerable.Range(0, parts + 1).Select(i => (int)((long)length * i / parts))];
    }

    /// <summary>Cells of a window, row by row.</summary>
    public static IEnumerable<Window> Cells(int width, int height, int side)
    {
        int[] across = Edges(width, side), down = Edges(height, side);
        for (int row = 0; row + 1 < down.Length; row++)
        {
            for (int col = 0; col + 1 < across.Length; col++)
            {
                yield return new Window(across[col], down[row], across[col + 1] - across[col], down[row + 1] - down[row]);
            }
        }
    }
}
