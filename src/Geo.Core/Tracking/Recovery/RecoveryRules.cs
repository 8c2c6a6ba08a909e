namespace Geo.Core.Tracking.Recovery;

/// <summary>How the recovery raster tells its classes and a dossier chooses its pair (data/rules/recovery.json).</summary>
public sealed class RecoveryRules
{
    private static readonly Lazy<RecoveryRules> Shipped = new(() => Load(Path.Combine(AppContext.BaseDirectory, "data", "rules", "recovery.json")));

    private RecoveryRules(string where, SourcedValues named)
    {
        Values = named.Values;
        Func<string, double> Get = named.Get;
        (Recovered, Vegetated, Gain, Loss) = (Get("recovered_ratio_from"), Get("vegetated_ratio_from"), Get("recovering_ratio_gain"), Get("relapsed_ratio_loss"));
        (PixelMetres, PairValidShare) = (Get("pixel_m_at_least"), Get("pair_valid_share_at_least"));
        if (!(Recovered > Vegetated && Vegetated > 0 && Gain > 0 && Loss > 0))
        {
            throw new InputException(where, null, "recovered_ratio_from must lie above vegetated_ratio_from, all above 0", "mend the values");
        }
    }

    /// <summary>The rules that the program brings.</summary>
    public static RecoveryRules Default => Shipped.Value;

    /// <summary>All values with their sources.</summary>
    public IReadOnlyList<RuleValue> Values { get; }

    /// <summary>From this ratio to the reference on a pixel is recovered.</summary>
    public double Recovered { get; }

    /// <summary>From this ratio on it is vegetated, below it bare.</summary>
    public double Vegetated { get; }

    /// <summary>Gain since the first season from which a bare pixel counts as recovering.</summary>
    public double Gain { get; }

    /// <summary>Loss since its best season from which a vegetated pixel counts as relapsed.</summary>
    public double Loss { get; }

    /// <summary>Scenes of finer pixels are left out, m.</summary>
    public double PixelMetres { get; }

    /// <summary>Part of the site that a scene of a before/after pair shows clearly.</summary>
    public double PairValidShare { get; }

    /// <summary>Loads rules from a file.</summary>
    /// <exception cref="InputException">A value is missing, has no source, or contradicts another.</exception>
    public static RecoveryRules Load(string file) => new(file, SourcedValues.Load(file, "recovery.json"));
}
