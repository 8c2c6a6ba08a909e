namespace Geo.Core.Volumes;

/// <summary>Errors of one surface model, standard deviations in metres.</summary>
/// <param name="Random">From cell to cell.</param>
/// <param name="Correlated">Over <paramref name="CorrelationLength"/>.</param>
/// <param name="CorrelationLength">Metres over which the correlated error's correlation falls to 1/e (exponential).</param>
/// <param name="Systematic">Of the whole model.</param>
/// <param name="Tilt">Metres a metre, of the whole model about its middle, for each axis.</param>
/// <param name="Registration">Horizontal, for each axis, against the toe line or the other model.</param>
public sealed record SurfaceError(double Random, double Correlated, double CorrelationLength, double Systematic, double Tilt, double Registration)
{
    /// <summary>Of one height, all vertical parts together.</summary>
    public double Vertical => Math.Sqrt(Random * Random + Correlated * Correlated + Systematic * Systematic);
}

/// <summary>Parameters of volume measurements (data/rules/volumes.json). A value without source and date is refused.</summary>
public sealed class VolumeRules
{
    private static readonly Lazy<VolumeRules> Shipped =
        new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "volumes.json")));

    private VolumeRules(string where, SourcedValues named)
    {
        Values = named.Values;
        Error = new SurfaceError(
            named.Get("vertical_random_error_m"), named.Get("vertical_correlated_error_m"), named.Get("correlation_length_m"),
            named.Get("vertical_systematic_error_m"), named.Get("tilt_error_m_per_100m") / 100, named.Get("registration_error_m"));
        (IntervalConfidence, DetectionConfidence) = (named.Get("interval_confidence"), named.Get("detection_confidence"));
        (HuberThreshold, PileHeight, LargeBulk) = (named.Get("huber_threshold"), named.Get("pile_height_at_least_m"), named.Get("large_bulk_t"));
        bool errors = Error is { Random: >= 0, Correlated: >= 0, CorrelationLength: > 0, Systematic: >= 0, Tilt: >= 0, Registration: >= 0 };
        if (!(errors && IntervalConfidence is > 0 and < 1 && DetectionConfidence is > 0 and < 1 && HuberThreshold > 0 && PileHeight > 0 && LargeBulk > 0))
        {
            throw new InputException(where, null, "errors must be 0 or more, lengths and thresholds above 0, confidences between 0 and 1", "mend the values");
        }
    }

    /// <summary>The rules that the program brings.</summary>
    public static VolumeRules Default => Shipped.Value;

    /// <summary>All values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>Errors of a surface model where the measurement names none.</summary>
    public SurfaceError Error { get; }

    /// <summary>Tonnes from which a dump is on the list of bulk waste.</summary>
    public double LargeBulk { get; }

    internal double IntervalConfidence { get; }
    internal double DetectionConfidence { get; }
    internal double HuberThreshold { get; }
    internal double PileHeight { get; }

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A value is missing, has no source, or is out of range.</exception>
    public static VolumeRules Load(string file) => new(file, SourcedValues.Load(file, "volumes.json"));
}
