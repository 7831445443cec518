return await NewsPlatform.Cli.Commands.NewsCommand.RunAsync(args);
