namespace Geo.Core.Detection;

/// <summary>Predictor columns of a window that may leave the grid; they hold until the next call.</summary>
internal delegate float[][] PredictorsOf(Window window);

/// <summary>How a thread looks at candidates again: ring and probabilities of an object are measured on pixels that a first look may leave out.</summary>
/// <param name="Probability">Of every class, in full.</param>
/// <param name="Predictors">Null where there are none.</param>
internal sealed record SecondLook(ProbabilityOf Probability, PredictorsOf? Predictors);

/// <summary>An object of the first stage.</summary>
/// <param name="Runs">Its pixels in the grid, row by row; holes that were filled are not among them.</param>
/// <param name="Polygon">What it would be as a detection.</param>
internal sealed record Candidate(PixelRun[] Runs, DetectionPolygon Polygon)
{
    /// <summary>What the second stage weighs, in the order of <see cref="ObjectAttributes.Names"/>; empty where it was not measured.</summary>
    public IReadOnlyList<double> Attributes { get; init; } = [];

    /// <summary>The window that holds it.</summary>
    public Window Box
    {
        get
        {
            int left = Runs.Min(r => r.From), top = Runs[0].Row;
            return new Window(left, top, Runs.Max(r => r.To) - left, Runs[^1].Row - top + 1);
        }
    }
}
