namespace Geo.Core.Zonal;

/// <summary>A sum of about 106 bits as two doubles (Dekker 1971; Knuth's two-sum): sums of pixels do not depend on their order in any digit that is shown.</summary>
internal struct DoubleDouble
{
    private double _high, _low;

    /// <summary>The sum, rounded.</summary>
    public readonly double Value => _high + _low;

    /// <summary>Adds a number.</summary>
    public void Add(double x)
    {
        double sum = _high + x;
        double part = sum - _high;
        double error = _high - (sum - part) + (x - part);
        _low += error;
        double high = sum + _low;
        _low -= high - sum;
        _high = high;
    }

    /// <summary>Adds a product exactly.</summary>
    public void AddProduct(double a, double b)
    {
        double product = a * b;
        Add(product);
        Add(Math.FusedMultiplyAdd(a, b, -product));
    }
}
