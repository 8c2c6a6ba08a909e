using Geo.Api;
using Geo.Jobs.Cli;

return await CommandLine.Run(args, Server.Run);
