using Geo.Core.Imagery;

namespace Geo.Core.Tiles.Pictures;

/// <summary>
/// Band maths such as <c>(nir-red)/(nir+red)</c>: bands by role (red, nir, swir1 …) or number (b1, b2 …), numbers,
/// + - * / ^, brackets, and <see cref="Functions"/>. Values are physical (reflectance, metres); NaN is no data.
/// </summary>
public sealed class BandExpression
{
    /// <summary>Longest text, characters.</summary>
    public const int LongestText = 500;

    /// <summary>Most operations, and most bands.</summary>
    public const int MostSteps = 64, MostBands = 8;

    /// <summary>Deepest nesting of brackets.</summary>
    public const int Deepest = 16;

    private readonly Step[] _steps;

    internal BandExpression(string text, Step[] steps, SceneBand[] bands, int stack) => (Text, _steps, Bands, Stack) = (text, steps, bands, stack);

    internal enum Operation
    {
        Number, Band, Add, Subtract, Multiply, Divide, Power, Negate, Abs, Sqrt, Log, Log10, Exp, Min, Max,
    }

    internal readonly record struct Step(Operation Operation, double Number);

    /// <summary>Functions that can be called: of one value, and min and max of two.</summary>
    public static IReadOnlyList<string> Functions { get; } = ["abs", "sqrt", "log", "log10", "exp", "min", "max"];

    /// <summary>As it was given.</summary>
    public string Text { get; }

    /// <summary>Bands that it needs, in the order in which <see cref="Evaluate"/> wants them.</summary>
    public IReadOnlyList<SceneBand> Bands { get; }

    private int Stack { get; }

    /// <summary>Parses.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="bands">Bands that there are.</param>
    /// <exception cref="InputException">Its field is expression; the problem says where in the text.</exception>
    public static BandExpression Parse(string text, IReadOnlyList<SceneBand> bands) => new ExpressionParser(text, bands).Parse();

    /// <summary>Computes.</summary>
    /// <param name="bands">A value a pixel for each of <see cref="Bands"/>, all of one length.</param>
    /// <param name="into">Takes the results.</param>
    public void Evaluate(IReadOnlyList<float[]> bands, Span<float> into)
    {
        const int chunk = 2048;
        var stack = new float[Math.Max(1, Stack) * chunk];
        for (int from = 0; from < into.Length; from += chunk)
        {
            int count = Math.Min(chunk, into.Length - from), top = 0;
            Span<float> At(int place) => stack.AsSpan(place * chunk, count);
            foreach (var step in _steps)
            {
                switch (step.Operation)
                {
                    case Operation.Number: At(top++).Fill((float)step.Number); break;
                    case Operation.Band: bands[(int)step.Number].AsSpan(from, count).CopyTo(At(top++)); break;
                    case >= Operation.Negate and <= Operation.Exp: One(step.Operation, At(top - 1)); break;
                    default:
                        Two(step.Operation, At(top - 2), At(top - 1));
                        top--;
                        break;
                }
            }

            At(0).CopyTo(into[from..]);
        }
    }

    private static void One(Operation operation, Span<float> a)
    {
        switch (operation)
        {
            case Operation.Negate: foreach (ref float n in a) n = -n; break;
            case Operation.Abs: foreach (ref float n in a) n = MathF.Abs(n); break;
            case Operation.Sqrt: foreach (ref float n in a) n = MathF.Sqrt(n); break;
            case Operation.Log: foreach (ref float n in a) n = MathF.Log(n); break;
            case Operation.Log10: foreach (ref float n in a) n = MathF.Log10(n); break;
            default: foreach (ref float n in a) n = MathF.Exp(n); break;
        }
    }

    private static void Two(Operation operation, Span<float> a, ReadOnlySpan<float> b)
    {
        switch (operation)
        {
            case Operation.Add: for (int i = 0; i < a.Length; i++) a[i] += b[i]; break;
            case Operation.Subtract: for (int i = 0; i < a.Length; i++) a[i] -= b[i]; break;
            case Operation.Multiply: for (int i = 0; i < a.Length; i++) a[i] *= b[i]; break;
            case Operation.Divide: for (int i = 0; i < a.Length; i++) a[i] /= b[i]; break;
            case Operation.Power: for (int i = 0; i < a.Length; i++) a[i] = MathF.Pow(a[i], b[i]); break;
            case Operation.Min: for (int i = 0; i < a.Length; i++) a[i] = MathF.Min(a[i], b[i]); break;
            default: for (int i = 0; i < a.Length; i++) a[i] = MathF.Max(a[i], b[i]); break;
        }
    }
}
