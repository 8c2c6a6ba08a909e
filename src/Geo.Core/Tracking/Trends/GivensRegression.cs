namespace Geo.Core.Tracking.Trends;

/// <summary>Least squares row by row: a triangular factor turned by Givens rotations, stable without a matrix inverse.</summary>
/// <remarks>
/// Gentleman 1973, https://doi.org/10.1093/imamat/12.3.329. What is left of the response after the rotations of its row is the
/// recursive residual of Brown, Durbin &amp; Evans 1975 (https://doi.org/10.1111/j.2517-6161.1975.tb01532.x).
/// </remarks>
internal sealed class GivensRegression(int columns)
{
    private readonly double[] _factor = new double[columns * columns], _response = new double[columns], _row = new double[columns];

    /// <summary>Rows so far.</summary>
    public int Rows { get; private set; }

    /// <summary>Sum of squared residuals of the fit to all rows so far.</summary>
    public double SquaredError { get; private set; }

    /// <summary>Adds a row.</summary>
    /// <returns>Its recursive residual; 0 for the first rows, which the fit passes through.</returns>
    public double Add(ReadOnlySpan<double> row, double response)
    {
        row.CopyTo(_row);
        for (int i = 0; i < columns; i++)
        {
            double x = _row[i];
            if (x == 0) continue;
            double diagonal = _factor[i * columns + i], length = Math.Sqrt(diagonal * diagonal + x * x), c = diagonal / length, s = x / length;
            for (int j = i; j < columns; j++)
            {
                double r = _factor[i * columns + j], v = _row[j];
                _factor[i * columns + j] = c * r + s * v;
                _row[j] = c * v - s * r;
            }

            double z = _response[i];
            _response[i] = c * z + s * response;
            response = c * response - s * z;
        }

        SquaredError += response * response;
        Rows++;
        return response;
    }

    /// <summary>The coefficients; 0 for a column that the rows do not determine.</summary>
    public double[] Coefficients()
    {
        var b = new double[columns];
        double largest = 0;
        for (int i = 0; i < columns; i++) largest = Math.Max(largest, Math.Abs(_factor[i * columns + i]));
        for (int i = columns - 1; i >= 0; i--)
        {
            double sum = _response[i], diagonal = _factor[i * columns + i];
            for (int j = i + 1; j < columns; j++) sum -= _factor[i * columns + j] * b[j];
            b[i] = Math.Abs(diagonal) > 1e-12 * largest ? sum / diagonal : 0;
        }

        return b;
    }
}
