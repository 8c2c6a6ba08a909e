using Geo.Core.Inventory;
using Geo.Core.Sites;

namespace Geo.Core.Tests.Inventory;

public sealed class DumpTransitionsTests
{
    private static readonly DumpStatus[] s_all = Enum.GetValues<DumpStatus>();

    [Theory]
    [InlineData(null, "Candidate Listed", "Candidate Listed")]
    [InlineData(DumpStatus.Candidate, "Listed", "Listed")]
    [InlineData(DumpStatus.Listed, "RemediationPlanned Funded Remediating Remediated", "SamplingPlanned")]
    [InlineData(DumpStatus.SamplingPlanned, "Sampled", "Sampled")]
    [InlineData(DumpStatus.Sampled, "Identified", "Identified")]
    [InlineData(DumpStatus.Identified, "RemediationPlanned Funded Remediating Remediated", "RemediationPlanned Funded Remediating Remediated")]
    [InlineData(DumpStatus.Funded, "Remediating Remediated", "Remediating Remediated")]
    [InlineData(DumpStatus.Remediating, "Remediated", "Remediated")]
    [InlineData(DumpStatus.Remediated, "Verified", "Verified")]
    [InlineData(DumpStatus.Verified, "", "")]
    public void The_table_of_the_domain_holds(DumpStatus? now, string known, string mustBeIdentified)
    {
        Assert.Equal(known, string.Join(' ', DumpTransitions.From(now, false)));
        Assert.Equal(mustBeIdentified, string.Join(' ', DumpTransitions.From(now, true)));
    }

    // Whatever steps a person takes: works on a dump without responsible party come after its identification, and nothing goes backwards.
    [Fact]
    public void No_way_leads_round_the_identification()
    {
        var reached = new HashSet<DumpStatus>();
        void Walk(DumpStatus now, bool identified)
        {
            foreach (DumpStatus next in DumpTransitions.From(now, true))
            {
                Assert.True(next > now);
                Assert.True(identified || next <= DumpStatus.Identified, $"{now} to {next}");
                reached.Add(next);
                Walk(next, identified || next == DumpStatus.Identified);
            }
        }

        Walk(DumpStatus.Candidate, false);
        Assert.Equal([.. s_all.Skip(1)], reached.Order());
    }

    [Fact]
    public void A_dump_that_need_not_be_identified_never_enters_the_branch() =>
        Assert.All(s_all.Where(s => s is not (DumpStatus.SamplingPlanned or DumpStatus.Sampled)), now =>
            Assert.DoesNotContain(DumpTransitions.From(now, false), next => next is DumpStatus.SamplingPlanned or DumpStatus.Sampled or DumpStatus.Identified));

    [Fact]
    public void A_refusal_says_which_rule_forbids_it()
    {
        Assert.Contains("sampled and identified first", DumpTransitions.Problem(DumpStatus.Listed, DumpStatus.Funded, true), StringComparison.Ordinal);
        Assert.Contains("without responsible party", DumpTransitions.Problem(DumpStatus.Listed, DumpStatus.Sampled, false), StringComparison.Ordinal);
        Assert.Contains("remediated", DumpTransitions.Problem(DumpStatus.Funded, DumpStatus.Verified, false), StringComparison.Ordinal);
    }

    [Fact]
    public void Steps_ask_for_their_evidence()
    {
        var nothing = new DumpFacts(false, false, false, 0, 0, false, false, false, false);
        string[] Needed(DumpStatus next, DumpFacts facts) => [.. StepEvidence.For(next, facts).Where(e => e.Needed && !e.Present).Select(e => e.Code)];
        Assert.Equal(["sampling_plan"], Needed(DumpStatus.SamplingPlanned, nothing));
        Assert.Equal(["points_sampled"], Needed(DumpStatus.Sampled, nothing with { PlannedPoints = 5, SampledPoints = 4 }));
        Assert.Empty(Needed(DumpStatus.Sampled, nothing with { PlannedPoints = 5, SampledPoints = 5 }));
        Assert.Equal(["verdict"], Needed(DumpStatus.Identified, nothing));
        Assert.Equal(["control_grade"], Needed(DumpStatus.RemediationPlanned, nothing));
        Assert.Equal(["check_since"], Needed(DumpStatus.Verified, nothing with { Checked = true }));
        Assert.Empty(Needed(DumpStatus.Funded, nothing));
    }
}
