using Geo.Core.Sites;
using Geo.Core.Tracking.Decisions;

namespace Geo.Core.Tests.Tracking.Decisions;

public class MineTransitionsTests
{
    // DOMAIN.md, section 2, drawn: rows are the status before, columns the status decided; x may be decided.
    [Theory]
    [InlineData(null, "xxxxx.")]
    [InlineData(MineStatus.NotStarted, "xxxxx.")]
    [InlineData(MineStatus.InProgress, ".xxxx.")]
    [InlineData(MineStatus.Vegetating, "..xxxx")]
    [InlineData(MineStatus.Restored, "...xxx")]
    [InlineData(MineStatus.Accepted, "....xx")]
    [InlineData(MineStatus.Relapsed, ".xxx.x")]
    public void Only_the_drawn_transitions_may_be_decided(MineStatus? before, string drawn)
    {
        MineStatus[] columns = Enum.GetValues<MineStatus>();
        Assert.Equal(drawn, string.Concat(columns.Select(next => MineTransitions.Allowed(before, next) ? 'x' : '.')));
        Assert.Equal(columns.Where((next, i) => drawn[i] == 'x' && next != before), MineTransitions.From(before));
    }
}
