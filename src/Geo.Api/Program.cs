using Geo.Api;
using Geo.Jobs.Cli;

// Until the command line lands: geowfc serve WORKSPACE [PORT]
return args is ["serve", var workspace, .. var rest]
    ? await Server.Run(new ServeOptions(workspace, rest is [var port] ? int.Parse(port, System.Globalization.CultureInfo.InvariantCulture) : 5080, "127.0.0.1", "zh"), CancellationToken.None)
    : 2;
