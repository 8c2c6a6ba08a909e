namespace Geo.Core.Tracking;

/// <summary>Which observations may stand in one series: those of one sensor, and those brought to its bands.</summary>
public static class SensorGroups
{
    /// <summary>Group of an observation: the profile whose bands it is in; empty where it does not say.</summary>
    public static string Of(Observation observation)
    {
        ArgumentNullException.ThrowIfNull(observation);
        return observation.Harmonised is null ? observation.Sensor ?? "" : Harmonisation.Default.Target;
    }

    /// <summary>True where the two may be put in one series, test or trend.</summary>
    public static bool AreOneSeries(Observation a, Observation b) => Of(a) == Of(b);

    /// <summary>The observations by group, the group with most of them first (ties: by name), each in the order given.</summary>
    public static IReadOnlyList<IGrouping<string, Observation>> Split(IEnumerable<Observation> observations) =>
        [.. observations.GroupBy(Of).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal)];
}
