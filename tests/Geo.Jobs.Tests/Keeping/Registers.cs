using System.Globalization;

namespace Geo.Jobs.Tests.Keeping;

/// <summary>Registers of mine sites as files: squares of 0.002° from 110° E, 40.5° N on.</summary>
internal static class Registers
{
    /// <summary>Writes one.</summary>
    /// <param name="file">A .csv.</param>
    /// <param name="count">Rows M0, M1, …</param>
    /// <param name="name">Name of each.</param>
    public static string Write(string file, int count, string name)
    {
        File.WriteAllLines(file, ["code,name,wkt", .. Enumerable.Range(0, count).Select(i => $"M{i},{name},\"{Square(i)}\"")]);
        return file;
    }

    private static string Square(int i)
    {
        double x = 110 + i % 60 * 0.005, y = 40.5 + i / 60 * 0.005;
        string At(double a, double b) => string.Create(CultureInfo.InvariantCulture, $"{x + a:0.0000} {y + b:0.0000}");
        return $"POLYGON (({At(0, 0)}, {At(0.002, 0)}, {At(0.002, 0.002)}, {At(0, 0.002)}, {At(0, 0)}))";
    }
}
