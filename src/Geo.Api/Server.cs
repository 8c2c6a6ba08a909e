using System.IO.Compression;
using Geo.Api.Auth;
using Geo.Api.Features;
using Geo.Api.Health;
using Geo.Api.Ogc;
using Geo.Api.Runs;
using Geo.Core.Store;
using Geo.Core.Store.People;
using Geo.Jobs.Cli;
using Geo.Jobs.Runs;
using Hangfire;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Serilog;
using Serilog.Events;

namespace Geo.Api;

/// <summary>The server: OGC API, STAC, pages, map, and the worker inside.</summary>
internal static class Server
{
    /// <summary>Serves until cancelled. Exit code 0; a port in use and the like are thrown as <see cref="InputException"/>.</summary>
    public static async Task<int> Run(ServeOptions options, CancellationToken cancel)
    {
        var settings = ServerSettings.Of(options);
        await using var server = await Start(settings, cancel);
        await Console.Error.WriteLineAsync($"""
            地图 Map      {server.Url}/map
            接口 API      {server.Url}/
            令牌 Token    {settings.Token}
            登录 Sign in  {server.Url}/token?token={Uri.EscapeDataString(settings.Token)}
            {FirstStart.Words(FirstStart.MakeAdmin(server.People, settings))}
            """);
        await server.UntilStopped(cancel);
        return 0;
    }

    /// <summary>Starts and returns once requests are answered.</summary>
    public static async Task<RunningServer> Start(ServerSettings settings, CancellationToken cancel)
    {
        var visibility = VisibilityTable.Load(new Workspace(settings.Workspace));
        var store = WorkspaceStore.Open(new Workspace(settings.Workspace), settings.Time);
        PeopleStore people;
        try
        {
            people = PeopleStore.Open(store, settings.Time);
            FirstStart.Check(people, settings);
        }
        catch
        {
            store.Dispose();
            throw;
        }

        var worker = settings.WithWorker ? new Worker(store, settings.Time, scheduled: true) : null;
        var app = Build(settings, store, people, visibility, worker);
        var server = new RunningServer(app, store, people, worker);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken)
        {
            await server.DisposeAsync();
            throw new InputException("serve", "--port", $"cannot listen on {settings.Bind}:{settings.Port}: {taken.Message}", "stop what listens there, or give another --port", taken);
        }

        return server;
    }

    private static WebApplication Build(ServerSettings settings, WorkspaceStore store, PeopleStore people, VisibilityTable visibility, Worker? worker)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = settings.WebRoot ?? WebRoot(),
            EnvironmentName = Environments.Production,
        });
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Bind, settings.Port, listen => listen.Protocols = HttpProtocols.Http1); // HTTP/2 needs TLS: the proxy's part
            kestrel.Limits.MaxRequestLineSize = 1 << 18; // a polygon of some thousand vertices in a filter
            kestrel.Limits.MaxRequestBodySize = 1 << 20; // only runs are posted; uploads come with their own limit
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSerilog(log => log
            .MinimumLevel.Information()
            .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
            .MinimumLevel.Override("Hangfire", LogEventLevel.Warning)
            // A start that failed is told in one line by who called for it.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .WriteTo.Console(standardErrorFromLevel: LogEventLevel.Verbose, formatProvider: System.Globalization.CultureInfo.InvariantCulture));
        builder.Services.AddSingleton(settings).AddSingleton(settings.Time).AddSingleton(store).AddSingleton(people).AddSingleton(visibility)
            .AddSingleton(new Tiles.TileCache(settings.TileCacheBytes)).AddSingleton<SignInGuard>().AddSingleton<Metrics>().AddSingleton<Stac.SceneIndex>();
        builder.Services.AddSingleton<StartRun>((kind, parameters, author) =>
            (worker ?? throw new UnavailableException("this server has no worker inside")).Queue.Enqueue(kind, parameters, author));
        builder.Services.AddSingleton<Inbox.RunTask>((task, author) => (worker ?? throw new UnavailableException("this server has no worker inside")).Scheduler.Run(task, author))
            .AddSingleton<Inbox.LookIntoInbox>(() => worker?.Scheduler.LookIntoInboxSoon());
        if (worker is not null)
        {
            // The worker's own storage object, never JobStorage.Current: another server may live in this process.
            builder.Services.AddSingleton(worker.Storage).AddHangfire(_ => { });
        }

        if (visibility.Coarsened.Count > 0) builder.Services.AddSingleton<CoarseView>();
        RequestLimits.Add(builder.Services, settings);
        builder.Services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .AllowAnyOrigin().WithMethods("GET", "HEAD").AllowAnyHeader().WithExposedHeaders("ETag", "Link", "Content-Crs", "OGC-NumberReturned", "Location", "Allow", "Content-Range", "Accept-Ranges", "Content-Length")));
        builder.Services.AddResponseCompression(compression => compression.MimeTypes =
            [.. ResponseCompressionDefaults.MimeTypes, Media.GeoJson, Media.Schema, Media.Problem, "application/vnd.oai.openapi+json", "image/svg+xml"]);
        builder.Services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        builder.Services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);

        var app = builder.Build();
        app.Use(app.Services.GetRequiredService<Metrics>().Count);
        app.UseResponseCompression();
        app.Use(Headers);
        app.UseSerilogRequestLogging(log => log.GetLevel = (http, _, error) =>
            error is not null || http.Response.StatusCode >= 500 ? LogEventLevel.Error : LogEventLevel.Debug);
        app.Use(Errors.Catch);
        app.UseStatusCodePages(context => Errors.Bare(context.HttpContext));
        app.Use(Gate.CheckHost);
        app.Use(Ranges.Mend);
        app.Use(SlashedIds.Hide);
        app.UseRouting();
        app.Use(SlashedIds.Show);
        RequestLimits.Use(app, settings);
        app.UseCors();
        app.Use(Gate.CheckRight);
        app.UseStaticFiles(new StaticFileOptions
        {
            // Vite names its assets by their content.
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
        });
        Routes.Map(app);
        if (worker is not null)
        {
            app.MapHangfireDashboard("/admin/jobs", new DashboardOptions
            {
                Authorization = [new DashboardGate()],
                AppPath = "/map",
                DashboardTitle = "GeoWfc",
                DisplayStorageConnectionString = false,
                IgnoreAntiforgeryToken = true, // the gate asks for an administrator and an origin of ours
            }, worker.Storage).Needs(Right.Console, "console");
        }

        return app;
    }

    /// <summary>Nothing is loaded from elsewhere; OpenLayers' workers come as blobs. Hangfire's pages bring styles and a script inside the page.</summary>
    private static Task Headers(HttpContext http, RequestDelegate next)
    {
        bool dashboard = http.Request.Path.StartsWithSegments("/admin");
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = dashboard
            ? "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
            : "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; worker-src 'self' blob:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
        if (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method))
        {
            headers.AccessControlAllowOrigin = "*"; // also without an Origin, so that caches keep one answer
        }

        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XFrameOptions = "DENY";
        return next(http);
    }

    // Beside the program when published; in the source tree when run from a checkout.
    private static string WebRoot()
    {
        string beside = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); !Directory.Exists(beside) && folder is not null; folder = folder.Parent)
        {
            string source = Path.Combine(folder.FullName, "src", "Geo.Api", "wwwroot");
            if (Directory.Exists(source))
            {
                return source;
            }
        }

        return beside;
    }
}
