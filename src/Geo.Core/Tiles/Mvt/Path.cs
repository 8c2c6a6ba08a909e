using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Geo.Core.Tiles.Mvt;

/// <summary>Points that grow; a ring leaves out its closing point.</summary>
internal sealed class Path
{
    private double[] _x = new double[64], _y = new double[64];

    public int Count { get; private set; }

    public Span<double> X => _x.AsSpan(0, Count);

    public Span<double> Y => _y.AsSpan(0, Count);

    /// <summary>The points four by four; where the last four are not full, the last point stands in them again.</summary>
    /// <param name="beyond">So many fours more, which hold anything.</param>
    /// <param name="x">Their x.</param>
    /// <param name="y">Their y.</param>
    public void Vectors(int beyond, out Span<Vector256<double>> x, out Span<Vector256<double>> y)
    {
        int lanes = Vector256<double>.Count, whole = (Count + lanes - 1) / lanes * lanes;
        Room(whole + beyond * lanes);
        for (int i = Count; i < whole; i++) (_x[i], _y[i]) = (_x[Count - 1], _y[Count - 1]);
        x = MemoryMarshal.Cast<double, Vector256<double>>(_x.AsSpan(0, whole + beyond * lanes));
        y = MemoryMarshal.Cast<double, Vector256<double>>(_y.AsSpan(0, whole + beyond * lanes));
    }

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
