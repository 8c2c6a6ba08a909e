namespace Geo.Core.Imagery.Clouds;

/// <summary>The own mask's thresholds, data/rules/clouds.json, each with its source.</summary>
public sealed class CloudThresholds
{
    private static readonly Lazy<CloudThresholds> s_shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "clouds.json")));
    private readonly SourcedValues _values;

    private CloudThresholds(SourcedValues values) => _values = values;

    /// <summary>Those that travel with the program.</summary>
    public static CloudThresholds Default => s_shipped.Value;

    /// <summary>Reads a file.</summary>
    /// <exception cref="InputException">It cannot be read, or a value has no source.</exception>
    public static CloudThresholds Load(string file) => new(SourcedValues.Load(file, "clouds.json"));

    /// <summary>A value by its name.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public double this[string name] => _values.Get(name);
}
