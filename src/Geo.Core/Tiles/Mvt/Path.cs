namespace Geo.Core.Tiles.Mvt;

/// <summary>Points that grow; a ring leaves out its closing point.</summary>
internal sealed class Path
{
    private double[] _x = new double[64], _y = new double[64];

    public int Count { get; private set; }

    public Span<double> X => _x.AsSpan(0, Count);

    public Span<double> Y => _y.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Add(double x, double y)
    {
        Room(Count + 1);
        (_x[Count], _y[Count]) = (x, y);
        Count++;
    }

    /// <summary>Sets the number of points; those that are new hold anything.</summary>
    public void Resize(int count)
    {
        Room(count);
        Count = count;
    }

    private void Room(int count)
    {
        if (count <= _x.Length) return;
        Array.Resize(ref _x, Math.Max(count, 2 * _x.Length));
        Array.Resize(ref _y, _x.Length);
    }
}
