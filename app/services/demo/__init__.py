"""The whole job on invented people in real communes, through the services the screens use."""
