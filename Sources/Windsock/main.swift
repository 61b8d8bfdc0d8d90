print("windsock")
