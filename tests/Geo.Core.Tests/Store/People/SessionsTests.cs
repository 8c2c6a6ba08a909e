using Geo.Core.Store.People;

namespace Geo.Core.Tests.Store.People;

public sealed class SessionsTests : IDisposable
{
    private readonly PeopleFixture _f = new();

    public void Dispose() => _f.Dispose();

    [Fact]
    public void A_session_lives_while_it_is_used_and_at_most_a_week()
    {
        string id = _f.People.Sessions.Begin("admin");
        var begun = _f.F.Clock.Now;
        for (int hours = 11; hours < 7 * 24; hours += 11)
        {
            _f.F.Clock.Now = begun.AddHours(hours);
            Assert.Equal("admin", _f.People.Sessions.Find(id)?.Name);
        }

        _f.F.Clock.Now = begun.AddDays(7);
        Assert.Null(_f.People.Sessions.Find(id));
    }

    [Fact]
    public void A_session_that_is_not_used_for_twelve_hours_has_ended()
    {
        string id = _f.People.Sessions.Begin("admin");
        _f.F.Clock.Now += TimeSpan.FromHours(12) - TimeSpan.FromSeconds(1);
        Assert.NotNull(_f.People.Sessions.Find(id));
        _f.F.Clock.Now += TimeSpan.FromHours(12);
        Assert.Null(_f.People.Sessions.Find(id));
        _f.People.Sessions.Begin("admin");
        Assert.Equal(1L, _f.Sql("SELECT count(*) FROM sessions")); // the old one is swept
    }

    [Fact]
    public void Signing_out_a_new_password_and_disabling_end_sessions()
    {
        _f.Accounts.Add("wang", null, Role.Viewer, null, null, "admin", null);
        string first = _f.People.Sessions.Begin("wang"), second = _f.People.Sessions.Begin("wang"), others = _f.People.Sessions.Begin("admin");
        _f.People.Sessions.End(first);
        Assert.Null(_f.People.Sessions.Find(first));
        Assert.NotNull(_f.People.Sessions.Find(second));
        _f.Accounts.SetPassword("wang", "another long one", "wang");
        Assert.Null(_f.People.Sessions.Find(second));
        string third = _f.People.Sessions.Begin("wang");
        _f.Accounts.Change("wang", new AccountChange(Disabled: true), "admin", "left");
        Assert.Null(_f.People.Sessions.Find(third));
        _f.Accounts.Change("wang", new AccountChange(Disabled: false), "admin", null);
        Assert.Null(_f.People.Sessions.Find(third));
        Assert.NotNull(_f.People.Sessions.Find(others));
    }
}
