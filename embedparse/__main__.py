from embedparse.cli import main

main()
