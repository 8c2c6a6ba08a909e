using System.Runtime.Intrinsics;

namespace Geo.Core.Tiles.Mvt;

/// <summary>A box in a tile's units, x east and y south.</summary>
internal readonly record struct Box(double Left, double Top, double Right, double Bottom)
{
    public static Box Nothing => new(double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);

    /// <summary>Round all points.</summary>
    public static Box Of(Path path)
    {
        path.Vectors(0, out var x, out var y);
        (double left, double right) = Range(x);
        (double top, double bottom) = Range(y);
        return new Box(left, top, right, bottom);
    }

    /// <summary>Of a ring that was cut: its points off the edges, as along these the cut leads to and fro; all its points where none is off them.</summary>
    public static Box Within(Path path, double low, double high)
    {
        var box = Nothing;
        ReadOnlySpan<double> x = path.X, y = path.Y;
        for (int i = 0; i < x.Length; i++)
        {
            if (x[i] > low && x[i] < high && y[i] > low && y[i] < high) box = box.With(new Box(x[i], y[i], x[i], y[i]));
        }

        return box.Left <= box.Right ? box : Of(path);
    }

    public bool Meets(double low, double high) => Left <= high && Right >= low && Top <= high && Bottom >= low;

    public bool IsInside(double low, double high) => Left >= low && Right <= high && Top >= low && Bottom <= high;

    public Box With(Box other) => new(Math.Min(Left, other.Left), Math.Min(Top, other.Top), Math.Max(Right, other.Right), Math.Max(Bottom, other.Bottom));

    private static (double Least, double Most) Range(ReadOnlySpan<Vector256<double>> values)
    {
        Vector256<double> least = Vector256.Create(double.MaxValue), most = -least;
        foreach (var four in values) (least, most) = (Vector256.MinNative(least, four), Vector256.MaxNative(most, four));
        var (low, high) = (Vector128.MinNative(least.GetLower(), least.GetUpper()), Vector128.MaxNative(most.GetLower(), most.GetUpper()));
        return (Math.Min(low[0], low[1]), Math.Max(high[0], high[1]));
    }
}
