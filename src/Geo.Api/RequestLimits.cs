using System.Globalization;
using System.Threading.RateLimiting;
using Geo.Api.Auth;
using Microsoft.AspNetCore.Http.Timeouts;

namespace Geo.Api;

/// <summary>How long a request for items may take, and how many requests one caller may make: both settings.</summary>
internal static class RequestLimits
{
    /// <summary>Registers both.</summary>
    public static void Add(IServiceCollection services, ServerSettings settings)
    {
        services.AddRequestTimeouts(options => options.AddPolicy(nameof(RequestLimits), new RequestTimeoutPolicy
        {
            Timeout = settings.RequestTime,
            TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable,
            WriteTimeoutResponse = http =>
            {
                http.Response.Headers.RetryAfter = "60";
                return Errors.Bare(http);
            },
        }));
        if (settings.RequestsPerMinute is { } most)
        {
            services.AddRateLimiter(options =>
            {
                options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
                options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => RateLimitPartition.GetTokenBucketLimiter(Caller(http), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = most,
                    TokensPerPeriod = Math.Max(1, most / 60),
                    ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, 60.0 / most)),
                    QueueLimit = 0,
                }));
                options.OnRejected = (context, _) =>
                {
                    if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    {
                        context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                    }

                    return ValueTask.CompletedTask;
                };
            });
        }
    }

    /// <summary>Uses both, behind the routing.</summary>
    public static void Use(WebApplication app, ServerSettings settings)
    {
        app.UseRequestTimeouts();
        if (settings.RequestsPerMinute is not null)
        {
            app.UseRateLimiter();
        }
    }

    /// <summary>Holds an endpoint to the time.</summary>
    public static T Timed<T>(this T route)
        where T : IEndpointConventionBuilder
    {
        route.WithRequestTimeout(nameof(RequestLimits));
        return route;
    }

    // An account is one caller whatever its addresses; the forged name of an account never gets here.
    private static string Caller(HttpContext http) => Visitor.Of(http) is { SignedIn: true, Name: var name } ? $"account {name}" : $"address {ClientAddress.Of(http)}";
}
