using Geo.Core.Sites;

namespace Geo.Core.Inventory;

/// <summary>What is known of a dump when a step is decided.</summary>
/// <param name="Seen">A confirmed detection lies on it.</param>
/// <param name="Checked">Somebody was there.</param>
/// <param name="CheckedSinceStatus">Somebody was there after the present status began.</param>
/// <param name="PlannedPoints">Points of its sampling plan.</param>
/// <param name="SampledPoints">How many of them were sampled, or dropped with a note.</param>
/// <param name="Identified">A person has said what the waste is.</param>
/// <param name="Graded">It has a control grade.</param>
/// <param name="Measured">Its volume or mass is known.</param>
/// <param name="Costed">Its cost is known.</param>
public sealed record DumpFacts(
    bool Seen, bool Checked, bool CheckedSinceStatus, int PlannedPoints, int SampledPoints, bool Identified, bool Graded, bool Measured, bool Costed);

/// <summary>One piece of evidence that a step asks for.</summary>
/// <param name="Code">What, in snake_case; <c>dumps.evidence.CODE</c> on the pages.</param>
/// <param name="Needed">Without it the step is refused; else it is asked for and its absence shown.</param>
/// <param name="Present">It is there.</param>
/// <param name="Text">The same in words.</param>
public sealed record AskedEvidence(string Code, bool Needed, bool Present, Reason Text);

/// <summary>What each step of a dump's work asks for.</summary>
public static class StepEvidence
{
    /// <summary>The evidence that a step asks for, the needed first.</summary>
    /// <param name="next">Status to be.</param>
    /// <param name="facts">What is known.</param>
    public static IReadOnlyList<AskedEvidence> For(DumpStatus next, DumpFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        AskedEvidence onSite = new("field_check", false, facts.Checked, new Reason("现场核查", "a field check"));
        return next switch
        {
            DumpStatus.Listed => [new("seen", false, facts.Seen || facts.Checked, new Reason("已确认的遥感图斑或现场核查", "a confirmed detection or a field check"))],
            DumpStatus.SamplingPlanned => [new("sampling_plan", true, facts.PlannedPoints > 0, new Reason("采样布点方案", "a sampling plan with its points")), onSite],
            DumpStatus.Sampled => [new("points_sampled", true, facts.PlannedPoints > 0 && facts.SampledPoints >= facts.PlannedPoints, new Reason(
                $"全部采样点已采样或注明取消（{facts.SampledPoints}/{facts.PlannedPoints}）", $"every point sampled, or dropped with a note ({facts.SampledPoints} of {facts.PlannedPoints})"))],
            DumpStatus.Identified => [new("verdict", true, facts.Identified, new Reason("经人工认定的鉴别结论", "a verdict on the waste, decided by a person"))],
            DumpStatus.RemediationPlanned => [
                new("control_grade", true, facts.Graded, new Reason("管控级别", "a control grade")),
                new("volume", false, facts.Measured, new Reason("堆体体积或堆存量", "a volume or a mass"))],
            DumpStatus.Funded => [new("cost", false, facts.Costed, new Reason("整治费用", "the cost"))],
            DumpStatus.Remediating => [onSite],
            DumpStatus.Remediated => [new("check_since", false, facts.CheckedSinceStatus, new Reason("整治期间或之后的现场核查", "a field check during or after the works"))],
            DumpStatus.Verified => [new("check_since", true, facts.CheckedSinceStatus, new Reason("整治完成之后的现场核查", "a field check after the works were done"))],
            _ => [],
        };
    }
}
