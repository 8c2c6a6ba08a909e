using System.Globalization;
using Geo.Core.Sites;

namespace Geo.Core.Inventory.Sampling;

/// <summary>What the results say of a dump; a person decides.</summary>
/// <param name="Verdict"><see cref="General"/>, <see cref="Hazardous"/> or <see cref="Inconclusive"/>.</param>
/// <param name="Why">In words.</param>
/// <param name="Points">Points that count: not dropped.</param>
/// <param name="Reported">How many of them the laboratory has reported.</param>
/// <param name="ExceededPoints">How many exceed a limit.</param>
/// <param name="Exceeded">The parameters that do.</param>
/// <param name="Unclear">Parameters without a limit, or whose limit of detection lies above it.</param>
public sealed record IdentificationProposal(
    string Verdict, Reason Why, int Points, int Reported, int ExceededPoints, IReadOnlyList<string> Exceeded, IReadOnlyList<string> Unclear)
{
    /// <summary>The verdicts.</summary>
    public const string General = "general", Hazardous = "hazardous", Inconclusive = "inconclusive";
}

/// <summary>Results against limits, by the rule of data/rules/sampling.json.</summary>
public static class Identification
{
    /// <summary>The verdict that the results propose.</summary>
    /// <param name="points">All points of the plan.</param>
    /// <param name="rules">From how many points on it is hazardous, and how many must be reported.</param>
    public static IdentificationProposal Propose(IReadOnlyList<SamplePoint> points, SamplingRules rules)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(rules);
        SamplePoint[] counted = [.. points.Where(p => p.State != SamplePoint.Dropped)], reported = [.. counted.Where(p => p.Results.Count > 0)];
        string[] exceeded = [.. reported.SelectMany(p => p.Exceeded).Distinct().Order(StringComparer.Ordinal)];
        string[] unclear = [.. reported.SelectMany(p => p.Results).Where(r => r.Exceeded is null).Select(r => r.Parameter).Distinct().Order(StringComparer.Ordinal)];
        int beyond = reported.Count(p => p.Exceeded.Count > 0);
        var (verdict, zh, en) = Judge();
        return new IdentificationProposal(verdict, new Reason(zh, en), counted.Length, reported.Length, beyond, exceeded, unclear);

        (string, string, string) Judge()
        {
            string names = string.Join("、", exceeded), namesEn = string.Join(", ", exceeded);
            if (beyond > 0 && beyond >= rules.Value("hazardous_from_points"))
            {
                return (IdentificationProposal.Hazardous, Told($"{beyond}/{reported.Length} 个点超过限值：{names}"), Told($"{beyond} of {reported.Length} points exceed a limit: {namesEn}"));
            }

            if (counted.Length == 0) return (IdentificationProposal.Inconclusive, "没有采样点", "there are no sampling points");
            if (reported.Length < rules.Value("general_reported_share") * counted.Length)
            {
                return (IdentificationProposal.Inconclusive, Told($"证据不足：{counted.Length} 个点中仅 {reported.Length} 个有检测结果"), Told($"insufficient evidence: results for {reported.Length} of {counted.Length} points"));
            }

            return (unclear.Length, beyond) switch
            {
                ( > 0, _) => (IdentificationProposal.Inconclusive, $"证据不足：没有限值或检出限高于限值：{string.Join("、", unclear)}", $"insufficient evidence: no limit, or a limit of detection above it: {string.Join(", ", unclear)}"),
                (_, > 0) => (IdentificationProposal.Inconclusive, Told($"{beyond} 个点超过限值，未达到认定为危险废物的点数：{names}"), Told($"{beyond} points exceed a limit, fewer than make it hazardous: {namesEn}")),
                _ => (IdentificationProposal.General, Told($"{reported.Length} 个点的全部结果均未超过限值"), Told($"no result of {reported.Length} points exceeds its limit")),
            };
        }
    }

    private static string Told(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
