using Geo.Api.Auth;

namespace Geo.Api.Tests.Auth;

public sealed class SignInGuardTests
{
    private readonly Clock _clock = new();
    private readonly SignInGuard _guard;

    public SignInGuardTests() => _guard = new SignInGuard(_clock);

    [Fact]
    public void Each_further_failure_doubles_the_wait_up_to_an_hour()
    {
        Fail(5);
        foreach (double minutes in (double[])[1, 2, 4, 8, 16, 32, 60, 60])
        {
            Assert.Equal(TimeSpan.FromMinutes(minutes), _guard.Enter("wang", "10.0.0.1"));
            _clock.Now += TimeSpan.FromMinutes(minutes);
            Assert.Null(_guard.Enter("WANG", "10.0.0.2")); // one try, from wherever
        }
    }

    [Fact]
    public void A_success_forgets_the_accounts_failures_and_so_does_time()
    {
        Fail(4);
        Assert.Null(_guard.Enter("wang", "10.0.0.1"));
        _guard.Succeeded("wang", "10.0.0.1");
        Fail(4);
        _clock.Now += SignInGuard.Span;
        Fail(4);
        Assert.Null(_guard.Enter("wang", "10.0.0.1"));
        Assert.NotNull(_guard.Enter("wang", "10.0.0.1"));
    }

    [Fact]
    public void One_address_that_tries_many_names_has_to_wait_and_another_has_not()
    {
        for (int i = 0; i < 20; i++) Assert.Null(_guard.Enter($"name{i}", "10.0.0.1"));
        Assert.Equal(TimeSpan.FromMinutes(1), _guard.Enter("name20", "10.0.0.1"));
        Assert.Equal(TimeSpan.FromMinutes(1), _guard.Enter(null, "10.0.0.1")); // nor the token
        Assert.Null(_guard.Enter("name20", "10.0.0.2"));
    }

    [Fact]
    public void Signing_in_often_and_rightly_is_no_guessing()
    {
        for (int i = 0; i < 100; i++)
        {
            Assert.Null(_guard.Enter($"name{i % 7}", "10.0.0.1"));
            _guard.Succeeded($"name{i % 7}", "10.0.0.1");
        }
    }

    [Fact]
    public void Many_tries_at_once_are_no_way_around()
    {
        int let = 0;
        Parallel.For(0, 100, _ => { if (_guard.Enter("wang", "10.0.0.1") is null) Interlocked.Increment(ref let); });
        Assert.Equal(SignInGuard.OfAccount, let);
    }

    [Fact]
    public void Made_up_names_do_not_fill_the_memory()
    {
        for (int i = 0; i < 60_000; i++)
        {
            _guard.Enter($"name{i}", $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}");
            if (i % 1000 == 0) _clock.Now += TimeSpan.FromMilliseconds(1);
        }

        Assert.InRange(_guard.Kept, 1, 21_000);
    }

    private void Fail(int times)
    {
        for (int i = 0; i < times; i++) Assert.Null(_guard.Enter("wang", "10.0.0.1"));
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 5, 1, 8, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
